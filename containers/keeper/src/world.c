#include "world.h"

#include "process.h"

#include <stdio.h>
#include <string.h>

/* Indexes of interfaces; in ip's listings docker0 comes after eth0 and the cables. */
enum { NEAR_END_INDEX = 10, BRIDGE_INDEX = 40, FAR_END_INDEX = 50 };

/* Automatic IPv6 addresses would only chatter, so the world's interfaces have none. */
static void add_host_links(struct batch *batch, const struct host *host)
{
    batch_add(batch, "link set lo up\nlink set eth0 addrgenmode none up\naddr add %s dev eth0\n", host->cidr);
    if (host->place == PLACE_BEHIND)
        batch_add(batch, "route add default via 172.17.0.1\n");
    else
        batch_add(batch, "route add default via 10.77.0.2\nroute add 172.17.0.0/16 via 10.77.0.3\n");
}

static void name_port(char port[16], enum place place, int index)
{
    snprintf(port, 16, place == PLACE_BEHIND ? "vethc0ffe%02x" : "port%02x", index);
}

/* A bridge, not up yet, and its ports to the hosts of a place. */
static void add_bridge(struct batch *batch, const char *bridge, enum place place, const struct topology *topology)
{
    batch_add(batch, "link add %s index %d type bridge\nlink set %s addrgenmode none\n", bridge, BRIDGE_INDEX, bridge);
    for (int i = 0; i < topology->host_count; i++) {
        char port[16];
        if (topology->hosts[i].place != place)
            continue;
        name_port(port, place, i);
        batch_add(batch, "link set %s addrgenmode none master %s up\n", port, bridge);
    }
}

/* The internet's end of the box's cable; with more hosts outside, a switch between them all. */
static void add_internet_links(struct furnishing *furnishing, const struct topology *topology)
{
    struct batch *links = &furnishing->links, *last = links;
    const char *device = "eth0";
    batch_add(links, "link set lo up\naddr add 203.0.113.10/32 dev lo\n");
    if (topology_has(topology, PLACE_OUTSIDE)) {
        device = "segment";
        last = &furnishing->bridge;
        add_bridge(links, device, PLACE_OUTSIDE, topology);
        batch_add(links, "link set eth0 master segment\n");
        batch_add(last, "link set segment up\n");
    }
    batch_add(links, "link set eth0 addrgenmode none up\n");
    batch_add(last, "addr add 10.77.0.2/24 dev %s\nroute add 172.17.0.0/16 via 10.77.0.3\n", device);
}

/*
 * All cables: each runs from the box's or the internet's namespace to a host. Its ends get different indexes, because the kernel
 * takes one with equal indexes for no cable at all, and brings it up with a delay of up to a second. It obeys both or neither.
 */
static void add_cables(struct batch *batch, const struct topology *topology, const struct world *world)
{
    const struct station *internet = &world->stations[1], *hosts = &world->stations[2];
    batch_add(batch, "link add eth0 index %d type veth peer name eth0 index %d netns %d\n", NEAR_END_INDEX, FAR_END_INDEX,
              internet->pid);
    for (int i = 0; i < topology->host_count; i++) {
        enum place place = topology->hosts[i].place;
        int index = NEAR_END_INDEX + 1 + i;
        char port[16];
        name_port(port, place, i);
        if (place == PLACE_BEHIND)
            batch_add(batch, "link add %s index %d type veth peer name eth0 index %d netns %d\n", port, index,
                      FAR_END_INDEX, hosts[i].pid);
        else
            batch_add(batch, "link add %s index %d netns %d type veth peer name eth0 index %d netns %d\n", port, index,
                internet->pid, FAR_END_INDEX, hosts[i].pid);
    }
}

void world_start(struct world *world, const struct topology *topology)
{
    struct furnishing internet = {.own_namespace = 1, .is_internet = 1, .topology = topology};
    add_internet_links(&internet, topology);
    world->station_count = 2 + topology->host_count;
    station_start(&world->stations[0], "box", &(struct furnishing){.own_namespace = 0, .topology = topology});
    station_start(&world->stations[1], "internet", &internet);
    for (int i = 0; i < topology->host_count; i++) {
        const struct host *host = &topology->hosts[i];
        struct furnishing furnishing = {.own_namespace = 1, .topology = topology, .host = host};
        add_host_links(&furnishing.links, host);
        station_start(&world->stations[2 + i], host->name, &furnishing);
    }
}

void world_furnish(const struct world *world, const struct topology *topology)
{
    static const char *const restore[] = {"iptables-restore", NULL};
    struct batch links = {.used = 0}, bridge = {.used = 0};
    batch_add(&links, "link set lo up\n");
    add_cables(&links, topology, world);
    batch_add(&links, "addr add 10.77.0.3/24 dev eth0\nlink set eth0 up\nroute add default via 10.77.0.2\n");
    if (topology_has(topology, PLACE_BEHIND)) {
        add_bridge(&links, "docker0", PLACE_BEHIND, topology);
        batch_add(&bridge, "addr add 172.17.0.1/16 brd + dev docker0\nlink set docker0 up\n");
    }
    batch_run("the box's links", &links);
    for (int i = 0; i < world->station_count; i++)
        station_furnish(&world->stations[i]); /* which brings up the other ends */
    links_await("the box's links");
    if (bridge.used > 0)
        batch_run("the bridge docker0", &bridge);
    if (topology->rules)
        run_with_input("the topology's rules", restore, topology->rules, topology->rules_length);
    for (int i = 0; i < world->station_count; i++)
        station_await(&world->stations[i]);
}
