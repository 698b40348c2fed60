/* The keeper's own table: what is in it. */
#ifndef TABLE_H
#define TABLE_H

#include <libmnl/libmnl.h>

/*
 * Adds the messages that make the table, as one transaction, and returns how many of them the kernel will answer:
 *
 * - a rule that refers to conntrack, so that the kernel tracks connections from now on;
 * - a chain before all others at PREROUTING and OUTPUT, start-<hook>, that has the kernel trace packets from the ports of traced
 *   probes, and no others;
 * - an empty chain behind all others at each hook, end-<hook>: a trace shows in it how a packet looks when it leaves the hook.
 */
int table_add_messages(struct mnl_nlmsg_batch *batch, unsigned int *sequence);

#endif
