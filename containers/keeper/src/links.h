/* Interfaces of the namespace that the caller is in. */
#ifndef LINKS_H
#define LINKS_H

#include <stddef.h>

/* Commands for ip -batch. */
struct batch {
    char text[8192];
    size_t used;
};

void batch_add(struct batch *batch, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Runs a batch; exits when it fails. `what` names it in the message. */
void batch_run(const char *what, const struct batch *batch);

/*
 * Waits until each interface that is up can be used: the kernel notices the other end of a cable by and by. To be called before a
 * bridge comes up: then it can be used at once, while one that gets its first usable port later drops packets for up to a second.
 */
void links_await(const char *what);

#endif
