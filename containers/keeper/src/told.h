/* The kernel's own account of packets, rule by rule: netlink group NFNLGRP_NFTRACE (net/netfilter/nf_tables_trace.c). */
#ifndef TOLD_H
#define TOLD_H

#include <stddef.h>

/* Whose packets are told of. Everybody who listens hears of all. */
enum told_of { TOLD_OF_PROBES, TOLD_OF_OTHERS };

enum { TOLD_LINE_SIZE = 2560 };

/* Begins to listen; returns a handle that becomes readable when something is told, or -1 with errno. */
int told_open(void);

/* What has been told, as lines of PROTOCOL.md's; packets are followed from where they set out. */
struct told {
    enum told_of of;
    size_t used, room;
    char *lines;
    int starts; /* how many packets have set out */
};

/*
 * Adds to the lines what the kernel has told by now, as far as there is room; whatever else was told is forgotten. Each line begins
 * with `prefix`.
 */
void told_read(int handle, struct told *told, const char *prefix);

#endif
