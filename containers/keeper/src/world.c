#include "world.h"

#include "process.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

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

static void add_host_links(struct batch *batch, const struct host *host)
{
    add(batch, "link set lo up\nlink set eth0 addrgenmode none up\naddr add %s dev eth0\n", host->cidr);
    if (host->place == PLACE_BEHIND)
        add(batch, "route add default via 172.17.0.1\n");
    else
        add(batch, "route add default via 10.77.0.2\nroute add 172.17.0.0/16 via 10.77.0.3\n");
}

/* The internet's end of the box's cable; with more hosts outside, a switch between them all. */
static void add_internet_links(struct batch *batch, const struct topology *topology, const struct station hosts[])
{
    const char *device = topology_has(topology, PLACE_OUTSIDE) ? "segment" : "eth0";
    add(batch, "link set lo up\naddr add 203.0.113.10/32 dev lo\n");
    if (strcmp(device, "segment") == 0)
        add(batch, "link add segment type bridge\nlink set segment addrgenmode none up\nlink set eth0 addrgenmode none master segment\n");
    for (int i = 0; i < topology->host_count; i++)
        if (topology->hosts[i].place == PLACE_OUTSIDE)
            add(batch, "link add port%d type veth peer name eth0 netns %d\nlink set port%d addrgenmode none master segment up\n",
                i, hosts[i].pid, i);
    add(batch, "link set eth0 addrgenmode none up\naddr add 10.77.0.2/24 dev %s\nroute add 172.17.0.0/16 via 10.77.0.3\n", device);
}

static void add_box_links(struct batch *batch, const struct topology *topology, const struct station hosts[], const struct station *internet)
{
    add(batch, "link set lo up\nlink add eth0 type veth peer name eth0 netns %d\n", internet->pid);
    add(batch, "addr add 10.77.0.3/24 dev eth0\nlink set eth0 up\nroute add default via 10.77.0.2\n");
    if (!topology_has(topology, PLACE_BEHIND))
        return;
    add(batch, "link add docker0 type bridge\naddr add 172.17.0.1/16 brd + dev docker0\nlink set docker0 up\n");
    for (int i = 0; i < topology->host_count; i++)
        if (topology->hosts[i].place == PLACE_BEHIND)
            add(batch, "link add veth%05x%02x type veth peer name eth0 netns %d\nlink set veth%05x%02x master docker0 up\n",
                0xc0ffe, i, hosts[i].pid, 0xc0ffe, i);
}

void world_start(struct world *world, const struct topology *topology)
{
    struct station *box = &world->stations[0], *internet = &world->stations[1], *hosts = &world->stations[2];
    world->station_count = 2 + topology->host_count;
    for (int i = 0; i < topology->host_count; i++) {
        struct batch links = {.used = 0};
        add_host_links(&links, &topology->hosts[i]);
        struct furnishing furnishing = {.own_namespace = 1, .links = links.text, .host = &topology->hosts[i]};
        station_start(&hosts[i], topology->hosts[i].name, &furnishing);
    }
    struct batch links = {.used = 0};
    add_internet_links(&links, topology, hosts);
    station_start(internet, "internet", &(struct furnishing){.own_namespace = 1, .links = links.text, .is_internet = 1});
    station_start(box, "box", &(struct furnishing){.own_namespace = 0});
}

void world_furnish(const struct world *world, const struct topology *topology)
{
    static const char *const ip[] = {"ip", "-batch", "-", NULL};
    static const char *const restore[] = {"iptables-restore", NULL};
    const struct station *internet = &world->stations[1];
    struct batch links = {.used = 0};
    add_box_links(&links, topology, &world->stations[2], internet);
    run_with_input("the box's links", ip, links.text, links.used);
    station_furnish(internet); /* makes the links of the hosts outside */
    station_await(internet);
    for (int i = 0; i < world->station_count; i++)
        if (i != 1)
            station_furnish(&world->stations[i]);
    if (topology->rules)
        run_with_input("the topology's rules", restore, topology->rules, topology->rules_length);
    for (int i = 0; i < world->station_count; i++)
        if (i != 1)
            station_await(&world->stations[i]);
}
