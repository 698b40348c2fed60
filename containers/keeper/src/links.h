/*
 * Interfaces, their addresses and routes. What is to be made is written down first, as messages for the kernel, and made later, in the
 * namespace that the caller is in then: no program is started for it.
 */
#ifndef LINKS_H
#define LINKS_H

#include <net/if.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { LINKS_MESSAGES_MAX = 64 };

/* An interface. Orders find it by its index, which is ours to choose; its name is for people. */
struct interface {
    const char *name;
    int index;
    int bridge;  /* the index of the bridge that it becomes a port of when it comes up; 0 for none */
    int is_quiet; /* without automatic IPv6 addresses, which would only chatter */
};

/* The loopback that the kernel itself makes in every namespace. */
extern const struct interface loopback;

/* Messages of rtnetlink(7), to be sent together. All zero, it is empty. */
struct links {
    uint32_t messages[2048];
    size_t used; /* bytes */
    int count;
    struct {
        char about[64];    /* what a failure is told of */
        char up[IF_NAMESIZE]; /* the interface that the message brings up; empty for none */
    } each[LINKS_MESSAGES_MAX];
};

/*
 * A cable (veth) between two namespaces, each the one of a process, or for 0 of the caller. The kernel takes one whose ends have equal
 * indexes for no cable at all, and brings it up with a delay of up to a second; it obeys both indexes or neither.
 */
void links_add_cable(struct links *links, const struct interface *near, pid_t near_place, const struct interface *far,
                     pid_t far_place);

/* A bridge, not up yet. */
void links_add_bridge(struct links *links, const struct interface *bridge);

void links_bring_up(struct links *links, const struct interface *interface);

/* Has the kernel notice now what it else would within a second, that the interface can be used: until then listings deny it. */
void links_add_look(struct links *links, const struct interface *interface);

/* An IPv4 address with its prefix, such as 10.77.0.3/24, and its network's broadcast address if that is wanted. */
void links_add_address(struct links *links, const struct interface *interface, const char *cidr, int with_broadcast);

/* A route to a network through a host that is reached already; the network NULL for all that no other route leads to. */
void links_add_route(struct links *links, const char *network, const char *gateway);

/* Makes all that is written down, if anything is. Exits with what failed and why; `what` says whose links these are. */
void links_make(const char *what, const struct links *links);

/*
 * Waits until each interface that was brought up can be used: the kernel notices the other end of a cable by and by. To be called
 * before a bridge comes up: then it can be used at once, while one that gets its first usable port later drops packets for up to a
 * second.
 */
void links_await(const char *what, const struct links *links);

#endif
