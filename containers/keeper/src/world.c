#include "world.h"

#include "process.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Indexes of interfaces; in ip's listings docker0 comes after eth0 and the cables. */
enum { NEAR_END_INDEX = 10, BRIDGE_INDEX = 40, FAR_END_INDEX = 50 };

/* Commands for ip -batch. */
struct batch {
    char text[8192];
    size_t used;
};

static void add(struct batch *batch, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void add(struct batch *batch, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(batch->text + batch->used, sizeof batch->text - batch->used, format, arguments);
    va_end(arguments);
    if (length < 0 || batch->used + (size_t)length >= sizeof batch->text)
        fail(EXIT_BROKEN, "a topology with too many links");
    batch->used += (size_t)length;
}

/* Automatic IPv6 addresses would only chatter, so the world's interfaces have none. */
static void add_host_links(struct batch *batch, const struct host *host)
{
    add(batch, "link set lo up\nlink set eth0 addrgenmode none up\naddr add %s dev eth0\n", host->cidr);
    if (host->place == PLACE_BEHIND)
        add(batch, "route add default via 172.17.0.1\n");
    else
        add(batch, "route add default via 10.77.0.2\nroute add 172.17.0.0/16 via 10.77.0.3\n");
}

static void name_port(char port[16], enum place place, int index)
{
    snprintf(port, 16, place == PLACE_BEHIND ? "vethc0ffe%02x" : "port%02x", index);
}

/*
 * A bridge with the hosts of a place, whose own ends are up already. The bridge comes up last: one that gets its first port while
 * it is up has to wait for the kernel's link watch, up to a second, and drops packets until then.
 */
static void add_bridge(struct batch *batch, const char *bridge, enum place place, const struct topology *topology)
{
    add(batch, "link add %s index %d type bridge\nlink set %s addrgenmode none\n", bridge, BRIDGE_INDEX, bridge);
    for (int i = 0; i < topology->host_count; i++) {
        char port[16];
        if (topology->hosts[i].place != place)
            continue;
        name_port(port, place, i);
        add(batch, "link set %s addrgenmode none master %s up\n", port, bridge);
    }
    if (place == PLACE_OUTSIDE)
        add(batch, "link set eth0 addrgenmode none master %s up\n", bridge);
    add(batch, "link set %s up\n", bridge);
}

/* The internet's end of the box's cable; with more hosts outside, a switch between them all. */
static void add_internet_links(struct batch *batch, const struct topology *topology)
{
    add(batch, "link set lo up\naddr add 203.0.113.10/32 dev lo\n");
    if (topology_has(topology, PLACE_OUTSIDE)) {
        add_bridge(batch, "segment", PLACE_OUTSIDE, topology);
        add(batch, "addr add 10.77.0.2/24 dev segment\n");
    } else {
        add(batch, "link set eth0 addrgenmode none up\naddr add 10.77.0.2/24 dev eth0\n");
    }
    add(batch, "route add 172.17.0.0/16 via 10.77.0.3\n");
}

/*
 * All cables: each runs from the box's or the internet's namespace to a host. Its ends get different indexes, because the kernel
 * takes one with equal indexes for no cable at all, and brings it up with a delay of up to a second. It obeys both or neither.
 */
static void add_cables(struct batch *batch, const struct topology *topology, const struct world *world)
{
    const struct station *internet = &world->stations[1], *hosts = &world->stations[2];
    add(batch, "link add eth0 index %d type veth peer name eth0 index %d netns %d\n", NEAR_END_INDEX, FAR_END_INDEX, internet->pid);
    for (int i = 0; i < topology->host_count; i++) {
        enum place place = topology->hosts[i].place;
        int index = NEAR_END_INDEX + 1 + i;
        char port[16];
        name_port(port, place, i);
        if (place == PLACE_BEHIND)
            add(batch, "link add %s index %d type veth peer name eth0 index %d netns %d\n", port, index, FAR_END_INDEX, hosts[i].pid);
        else
            add(batch, "link add %s index %d netns %d type veth peer name eth0 index %d netns %d\n", port, index,
                internet->pid, FAR_END_INDEX, hosts[i].pid);
    }
}

static void run_batch(const char *what, const struct batch *batch)
{
    static const char *const ip[] = {"ip", "-batch", "-", NULL};
    run_with_input(what, ip, batch->text, batch->used);
}

void world_start(struct world *world, const struct topology *topology)
{
    struct batch links = {.used = 0};
    add_internet_links(&links, topology);
    world->station_count = 2 + topology->host_count;
    station_start(&world->stations[0], "box", &(struct furnishing){.own_namespace = 0});
    station_start(&world->stations[1], "internet",
                  &(struct furnishing){.own_namespace = 1, .links = links.text, .is_internet = 1});
    for (int i = 0; i < topology->host_count; i++) {
        const struct host *host = &topology->hosts[i];
        struct batch own = {.used = 0};
        add_host_links(&own, host);
        station_start(&world->stations[2 + i], host->name,
                      &(struct furnishing){.own_namespace = 1, .links = own.text, .host = host});
    }
}

/* The hosts before the internet, whose switch wants the other ends of its cables up. */
static void furnish_stations(const struct world *world)
{
    for (int i = 0; i < world->station_count; i++)
        if (i != 1)
            station_furnish(&world->stations[i]);
    for (int i = 0; i < world->station_count; i++)
        if (i != 1)
            station_await(&world->stations[i]);
    station_furnish(&world->stations[1]);
    station_await(&world->stations[1]);
}

void world_furnish(const struct world *world, const struct topology *topology)
{
    static const char *const restore[] = {"iptables-restore", NULL};
    struct batch links = {.used = 0};
    add(&links, "link set lo up\n");
    add_cables(&links, topology, world);
    add(&links, "addr add 10.77.0.3/24 dev eth0\nlink set eth0 up\nroute add default via 10.77.0.2\n");
    run_batch("the box's links", &links);
    furnish_stations(world);
    if (topology_has(topology, PLACE_BEHIND)) {
        struct batch bridge = {.used = 0};
        add_bridge(&bridge, "docker0", PLACE_BEHIND, topology);
        add(&bridge, "addr add 172.17.0.1/16 brd + dev docker0\n");
        run_batch("the bridge docker0", &bridge);
    }
    if (topology->rules)
        run_with_input("the topology's rules", restore, topology->rules, topology->rules_length);
}
