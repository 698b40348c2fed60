/* Starting programs, and ending this one. */
#ifndef PROCESS_H
#define PROCESS_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { EXIT_BROKEN = 1, EXIT_TOPOLOGY = 2 };

/* Prints a sentence on stderr and exits. */
void fail(int status, const char *format, ...) __attribute__((format(printf, 2, 3), noreturn));

/* An anonymous file with these bytes, to be read from its beginning. Exits when there is none. */
int file_with(const char *bytes, size_t length);

/* Runs a program of the set-up with a text as its stdin; exits when it fails. `what` names it in the message. */
void run_with_input(const char *what, const char *const argv[], const char *text, size_t length);

/*
 * Lets this process, and what it becomes, have these capabilities and no other, for good; bit n is capability n. Exits when it
 * fails. Needs SETPCAP for what is to be given up.
 */
void keep_capabilities(uint64_t kept);

/* The same for now: what is permitted can be asked for again after a change of user. */
void set_capabilities(uint64_t kept);

/* When memory runs out, the kernel ends this process before the keeper itself. */
void be_dispensable(void);

/* Microseconds of the monotonic clock. */
int64_t now_us(void);

#endif
