/* Everything around the box: made once, while the keeper still may. */
#ifndef WORLD_H
#define WORLD_H

#include "host.h"
#include "topology.h"

enum { STATIONS_MAX = HOSTS_MAX + 2 };

struct world {
    struct station stations[STATIONS_MAX];
    int station_count;
};

/* Starts the hosts, each in a namespace of its own with nothing in it. Exits when it fails. */
void world_start(struct world *world, const struct topology *topology);

/* Makes the links, loads the rules and opens the services; all of it is complete when this returns. Exits when it fails. */
void world_furnish(const struct world *world, const struct topology *topology);

#endif
