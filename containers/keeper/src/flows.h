/* What connection tracking does in this namespace, told as it happens (linux/netfilter/nfnetlink_conntrack.h). */
#ifndef FLOWS_H
#define FLOWS_H

#include "topology.h"

/*
 * Listens from now on. What the topology's traffic and the keeper's own probes do is not told, nor what a program asked the kernel
 * to put into its table. Exits when it fails.
 */
void flows_open(const struct topology *topology);

/* Readable when there is something to tell; -1 while a flood is left alone. */
int flows_handle(void);

/* Tells what there is, as far as that is not too much: then nothing for a while, and a gap. */
void flows_read(void);

/* Milliseconds until flows_resume() has something to do; -1 for never. */
int flows_patience(void);

/* Listens again when a flood has been left alone for long enough. */
void flows_resume(void);

#endif
