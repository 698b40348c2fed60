/* The keeper's own table: what is in it. */
#ifndef TABLE_H
#define TABLE_H

#include <libmnl/libmnl.h>
#include <netinet/in.h>

/* The chains that count the packets that are watched for. */
#define WATCHED_PREROUTING "watch-prerouting"
#define WATCHED_OUTPUT "watch-output"

/* How many of the packets that are watched for are traced at each of the two hooks. */
enum { WATCHED_AT_ONCE = 10, WATCHED_EACH_SECOND = 2 };

enum direction { WATCH_BOTH, WATCH_IN, WATCH_OUT };

/* The packets that are watched for; what is 0 does not matter. In is what comes in by an interface, out what the box itself sends. */
struct wanted {
    uint8_t protocol;
    struct in_addr host; /* at either end */
    uint16_t port;       /* at either end; host byte order */
    enum direction direction;
};

/*
 * Adds the messages that make the table, as one transaction, and returns how many of them the kernel will answer:
 *
 * - a rule that refers to conntrack, so that the kernel tracks connections from now on;
 * - a chain before all others at PREROUTING and OUTPUT, start-<hook>, that has the kernel trace packets from and to the ports of
 *   traced probes. It calls wanted-<hook>, which is empty unless somebody watches; what it wants goes to watch-<hook>, which
 *   counts all and has the kernel trace a few;
 * - an empty chain behind all others at each hook, end-<hook>: a trace shows in it how a packet looks when it leaves the hook.
 */
int table_add_messages(struct mnl_nlmsg_batch *batch, unsigned int *sequence, const void *unused);

/* The same for what is watched for and counted from now on, a struct wanted, instead of what was before; NULL for nothing. */
int table_add_watch(struct mnl_nlmsg_batch *batch, unsigned int *sequence, const void *wanted);

#endif
