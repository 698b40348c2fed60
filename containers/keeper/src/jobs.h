/* The requests that are answered in order, one at a time, mostly by running a program. */
#ifndef JOBS_H
#define JOBS_H

#include <sys/types.h>

enum verb { VERB_PING, VERB_RULES, VERB_FLOWS, VERB_INTERFACES };

/* Gets ready; exits when it fails. */
void jobs_open(void);

/* Adds a request to the end of the line; jobs_are_full() has been asked before. */
void jobs_add(const char *id, enum verb verb);

int jobs_are_full(void);

/* Begins to answer what waits, as far as that is possible now; returns how many requests. */
int jobs_advance(void);

/* A child has ended, perhaps one of a job. */
void jobs_ended(pid_t pid, int status);

/* Milliseconds until jobs_expire() has something to do; -1 for never. */
int jobs_patience(void);

/* Kills a program that takes too long. */
void jobs_expire(void);

#endif
