/* The keeper's stdout: a queue that never makes anybody wait. The formats are PROTOCOL.md's. */
#ifndef OUTPUT_H
#define OUTPUT_H

#include "ruleset.h"

#include <stddef.h>
#include <stdint.h>

/* With more than this waiting, the reader has stalled: requests wait, and events become a gap. */
enum { OUTPUT_STALLED = 256 * 1024 };

struct part {
    const char *bytes;
    size_t length;
};

void output_response(const char *id, uint32_t generation, struct part first, struct part second);

/* A failed request; the sentence is for the operator. */
void output_error(const char *id, const char *format, ...) __attribute__((format(printf, 2, 3)));

void output_ready(void);

void output_gap(void);

void output_change(const struct ruleset_change *change);

/* A flow that is new, has changed or is forgotten: NEW, UPDATE or DESTROY. */
void output_flow(const char *change, const char *line);

int output_is_empty(void);

int output_is_stalled(void);

/*
 * Writes what the reader takes now; exits when there is no reader any more. Returns 1 when the output was stalled before and is not
 * any more.
 */
int output_flush(void);

#endif
