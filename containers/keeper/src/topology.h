/* What is around the box, as the environment variable PACKETWALK_TOPOLOGY says; its format is in ../PROTOCOL.md. */
#ifndef TOPOLOGY_H
#define TOPOLOGY_H

#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>

enum { HOSTS_MAX = 16, LISTENERS_MAX = 16, TRAFFIC_MAX = 8, NAME_SIZE = 32 };

enum place { PLACE_OUTSIDE, PLACE_BEHIND };

struct listener {
    int port;
    char *text;
    size_t length;
};

struct host {
    char name[NAME_SIZE];
    enum place place;
    char cidr[INET_ADDRSTRLEN + 3]; /* as ip(8) takes it */
    struct in_addr address;         /* network byte order */
    struct listener listeners[LISTENERS_MAX];
    int listener_count;
};

/* A connection, or a datagram, again and again. */
struct traffic {
    char from[NAME_SIZE];
    struct in_addr source;  /* the address of `from` */
    int protocol;           /* IPPROTO_TCP or IPPROTO_UDP */
    struct in_addr address; /* network byte order, as the source */
    uint16_t port;          /* host byte order */
    int64_t every_us;
};

struct topology {
    struct host hosts[HOSTS_MAX];
    int host_count;
    struct traffic traffic[TRAFFIC_MAX];
    int traffic_count;
    char *rules; /* what iptables-restore reads; NULL for none */
    size_t rules_length;
};

/* Reads a topology, or prints line and remedy and exits with status 2. NULL and an empty text mean a plain one. */
void topology_read(const char *text, struct topology *topology);

int topology_has(const struct topology *topology, enum place place);

#endif
