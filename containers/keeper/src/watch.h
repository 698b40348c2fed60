/* The kernel's own account of packets that others send: those of a kind, as they come, for as long as somebody asks. */
#ifndef WATCH_H
#define WATCH_H

#include "table.h"

/* Watches for packets of this kind from now on, and no longer for those before; answers the request with the number of this watch. */
void watch_begin(const char *id, const struct wanted *wanted);

/* Answers with what has been seen since it was asked for last. Who does not ask for 3 s is gone, and the watch ends. */
void watch_answer(const char *id, long watch);

/* Ends a watch, with a last answer. */
void watch_end(const char *id, long watch);

/* The handle that becomes readable when packets were seen; -1 for none. */
int watch_handle(void);

/* Reads what the kernel has told. */
void watch_read(void);

/* Milliseconds until watch_expire() has something to do; -1 for never. */
int watch_patience(void);

/* Ends the watch that nobody asks about. */
void watch_expire(void);

#endif
