#include "world.h"

#include "process.h"
#include "web.h"

#include <stdio.h>
#include <string.h>

/* Indexes of interfaces; in ip's listings docker0 comes after eth0 and the cables. */
enum { NEAR_END_INDEX = 10, BRIDGE_INDEX = 40, FAR_END_INDEX = 50 };

static const struct interface box_end = {.name = "eth0", .index = NEAR_END_INDEX};
static const struct interface far_end = {.name = "eth0", .index = FAR_END_INDEX, .is_quiet = 1};
static const struct interface docker0 = {.name = "docker0", .index = BRIDGE_INDEX, .is_quiet = 1};
static const struct interface segment = {.name = "segment", .index = BRIDGE_INDEX, .is_quiet = 1};

static void add_host_links(struct links *links, const struct host *host)
{
    links_bring_up(links, &loopback);
    links_bring_up(links, &far_end);
    links_add_address(links, &far_end, host->cidr, 0);
    if (host->place == PLACE_BEHIND) {
        links_add_route(links, NULL, "172.17.0.1");
    } else {
        links_add_route(links, NULL, "10.77.0.2");
        links_add_route(links, "172.17.0.0/16", "10.77.0.3");
    }
}

/* The near end of a host's cable, a port of the bridge there. */
static struct interface port_of(const struct topology *topology, int host, char name[IF_NAMESIZE])
{
    snprintf(name, IF_NAMESIZE, topology->hosts[host].place == PLACE_BEHIND ? "vethc0ffe%02x" : "port%02x", host);
    return (struct interface){.name = name, .index = NEAR_END_INDEX + 1 + host, .bridge = BRIDGE_INDEX, .is_quiet = 1};
}

/* A bridge, not up yet, and its ports to the hosts of a place. */
static void add_bridge(struct links *links, const struct interface *bridge, enum place place, const struct topology *topology)
{
    links_add_bridge(links, bridge);
    for (int i = 0; i < topology->host_count; i++) {
        char name[IF_NAMESIZE];
        struct interface port = port_of(topology, i, name);
        if (topology->hosts[i].place == place)
            links_bring_up(links, &port);
    }
}

/* The internet's end of the box's cable; with more hosts outside, a switch between them all. */
static void add_internet_links(struct furnishing *furnishing, const struct topology *topology)
{
    struct links *links = &furnishing->links, *last = links;
    struct interface end = far_end;
    const struct interface *device = &end;
    links_bring_up(links, &loopback);
    links_add_address(links, &loopback, "203.0.113.10/32", 0);
    if (topology_has(topology, PLACE_OUTSIDE)) {
        device = &segment;
        last = &furnishing->bridge;
        add_bridge(links, &segment, PLACE_OUTSIDE, topology);
        end.bridge = segment.index;
        links_bring_up(last, &segment);
        links_add_look(last, &segment);
    }
    links_bring_up(links, &end);
    links_add_address(last, device, "10.77.0.2/24", 0);
    links_add_route(last, "172.17.0.0/16", "10.77.0.3");
}

/* All cables: each runs from the box's or the internet's namespace to a host. */
static void add_cables(struct links *links, const struct topology *topology, const struct world *world)
{
    const struct station *internet = &world->stations[1], *hosts = &world->stations[2];
    links_add_cable(links, &box_end, 0, &far_end, internet->pid);
    for (int i = 0; i < topology->host_count; i++) {
        char name[IF_NAMESIZE];
        struct interface port = port_of(topology, i, name);
        pid_t place = topology->hosts[i].place == PLACE_BEHIND ? 0 : internet->pid;
        links_add_cable(links, &port, place, &far_end, hosts[i].pid);
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
        struct furnishing furnishing = {.own_namespace = 1, .topology = topology};
        add_host_links(&furnishing.links, host);
        station_start(&world->stations[2 + i], host->name, &furnishing);
    }
}

void world_furnish(const struct world *world, const struct topology *topology)
{
    static const char *const restore[] = {"iptables-restore", NULL};
    struct links links = {.count = 0}, bridge = {.count = 0};
    web_start(&world->stations[1], &world->stations[2], topology);
    links_bring_up(&links, &loopback);
    add_cables(&links, topology, world);
    links_add_address(&links, &box_end, "10.77.0.3/24", 0);
    links_bring_up(&links, &box_end);
    links_add_route(&links, NULL, "10.77.0.2");
    if (topology_has(topology, PLACE_BEHIND)) {
        add_bridge(&links, &docker0, PLACE_BEHIND, topology);
        links_add_address(&bridge, &docker0, "172.17.0.1/16", 1);
        links_bring_up(&bridge, &docker0);
        links_add_look(&bridge, &docker0);
    }
    links_make("the box's links", &links);
    for (int i = 0; i < world->station_count; i++)
        station_furnish(&world->stations[i]); /* which brings up the other ends */
    links_await("the box's links", &links);
    links_make("the bridge docker0", &bridge);
    if (topology->rules)
        run_with_input("the topology's rules", restore, topology->rules, topology->rules_length);
    for (int i = 0; i < world->station_count; i++)
        station_await(&world->stations[i]);
}
