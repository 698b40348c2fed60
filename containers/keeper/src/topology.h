/* What is around the box, as the environment variable PACKETWALK_TOPOLOGY says; its format is in ../PROTOCOL.md. */
#ifndef TOPOLOGY_H
#define TOPOLOGY_H

#include <netinet/in.h>
#include <stddef.h>

enum { HOSTS_MAX = 16, LISTENERS_MAX = 16, NAME_SIZE = 32 };

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
    struct listener listeners[LISTENERS_MAX];
    int listener_count;
};

struct topology {
    struct host hosts[HOSTS_MAX];
    int host_count;
    char *rules; /* what iptables-restore reads; NULL for none */
    size_t rules_length;
};

/* Reads a topology, or prints line and remedy and exits with status 2. NULL and an empty text mean a plain one. */
void topology_read(const char *text, struct topology *topology);

int topology_has(const struct topology *topology, enum place place);

#endif
