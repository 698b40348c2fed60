/* A host of the world: a network namespace, and a process of ours in it. */
#ifndef HOST_H
#define HOST_H

#include "links.h"
#include "topology.h"

#include <sys/types.h>

/* Where probes are sent from: the box's own namespace or a host. */
struct station {
    char name[NAME_SIZE];
    pid_t pid;   /* 0 once it is gone */
    int channel; /* SOCK_SEQPACKET; a probe_order goes in, a probe_outcome comes out */
};

/* What a host has. */
struct furnishing {
    int own_namespace;       /* the box's station lives in the namespace that it watches */
    struct links links;      /* made first */
    struct links bridge;     /* made when the links can be used; empty for none */
    const struct topology *topology; /* whose traffic this host sends */
    int is_internet;         /* has the name server, and sees to it that the web server answers */
};

/* Starts the process of a station; it is in its namespace when this returns. Exits when it fails. */
void station_start(struct station *station, const char *name, const struct furnishing *furnishing);

/* Lets a station make its links and start its services. */
void station_furnish(const struct station *station);

/* Waits until the station has furnished its place and takes orders. Exits when it fails. */
void station_await(const struct station *station);

#endif
