/* The kernel's own account of a packet that is sent for it. */
#ifndef TRACE_H
#define TRACE_H

#include "output.h"

/*
 * Begins to listen for the trace of the packet that the request `id` is about to send. Returns 0, or -1 when another is under way
 * or errno when the kernel does not let us. The probe's outcome ends it.
 */
int trace_begin(const char *id);

/* Forgets a trace that came to nothing. */
void trace_abandon(void);

/* Whether the request `id` is the one that is traced. */
int trace_is_of(const char *id);

/* Ends listening, and answers the request: `first` is what it was about, the second part is what was heard, as PROTOCOL.md has it. */
void trace_answer(struct part first);

#endif
