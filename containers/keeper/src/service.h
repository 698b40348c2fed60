/* The programs that answer in the world. */
#ifndef SERVICE_H
#define SERVICE_H

#include <stddef.h>
#include <stdint.h>

/* What a service is asked to learn whether it is there: anything that it answers at all. */
struct question {
    int type; /* SOCK_STREAM or SOCK_DGRAM */
    int port; /* of this namespace */
    const char *bytes;
    size_t length;
};

/*
 * Becomes nobody, with these capabilities and no other, and then the service. Its output would be the learner's to fill: none.
 * Needs SETUID, SETGID and SETPCAP.
 */
void service_become(const char *const argv[], uint64_t capabilities) __attribute__((noreturn));

/* The same in a process of its own. Exits when there can't be one. */
void service_start(const char *const argv[], uint64_t capabilities);

/* Waits until a service of the internet answers. Exits when none does. */
void service_await(const struct question *question);

#endif
