/* The connections that a host of the world makes again and again, as its topology says. */
#ifndef TRAFFIC_H
#define TRAFFIC_H

#include "topology.h"

#include <poll.h>
#include <stdint.h>

/* Takes over what this host, in whose process this is, has to do. */
void traffic_begin(const struct topology *topology, const char *host);

/* Fills in what to wait for, TRAFFIC_MAX entries. */
void traffic_await(struct pollfd *polled);

/* Goes on with what poll(2) found. */
void traffic_hear(const struct pollfd *polled);

/* Begins the connections that are due. */
void traffic_advance(void);

/* When traffic_advance() has something to do, as now_us() counts; -1 for never. */
int64_t traffic_due_us(void);

#endif
