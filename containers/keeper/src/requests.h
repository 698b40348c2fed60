/* The keeper's stdin: one request a line, as PROTOCOL.md says. */
#ifndef REQUESTS_H
#define REQUESTS_H

#include "world.h"

/* Reads what is there; returns 0 when stdin has ended. */
int requests_read(void);

/* Whether another line can be taken now. */
int requests_are_welcome(void);

/* Takes the lines that have been read, as long as they are welcome; returns how many. */
int requests_resume(const struct world *world);

/* Reads an outcome that a station sent, and answers its request; marks the station as gone when it is. */
void requests_take_outcome(struct station *station);

#endif
