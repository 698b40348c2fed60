#include "output.h"

#include "process.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SMALL = 64 * 1024 };

static char *queue;
static size_t begun, used, capacity;
static int gap_due;

static void append(const char *bytes, size_t length)
{
    if (begun == used)
        begun = used = 0;
    if (length > capacity - used) {
        capacity = used + length > 2 * capacity ? used + length : 2 * capacity;
        queue = realloc(queue, capacity);
        if (!queue)
            fail(EXIT_BROKEN, "no memory for %zu bytes of output", capacity);
    }
    if (length > 0)
        memcpy(queue + used, bytes, length);
    used += length;
}

void output_response(const char *id, uint32_t generation, struct part first, struct part second)
{
    char header[128];
    int length = snprintf(header, sizeof header, "R %s ok %u %zu %zu\n", id, generation, first.length, second.length);
    append(header, (size_t)length);
    append(first.bytes, first.length);
    append(second.bytes, second.length);
}

void output_error(const char *id, const char *format, ...)
{
    char text[512], header[128];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (length >= (int)sizeof text)
        length = sizeof text - 1;
    append(header, (size_t)snprintf(header, sizeof header, "R %s error 0 %d 0\n", id, length));
    append(text, (size_t)length);
}

void output_ready(void)
{
    append("E ready\n", 8);
}

void output_gap(void)
{
    gap_due = 1;
}

void output_change(const struct ruleset_change *change)
{
    char line[96], program[sizeof change->program];
    memcpy(program, change->program, sizeof program);
    for (char *c = program; *c; c++)
        if (*c < ' ' || *c > '~')
            *c = '?';
    if (output_is_stalled())
        gap_due = 1;
    else
        append(line, (size_t)snprintf(line, sizeof line, "E rules %u %u %s\n", change->generation, change->pid, program));
}

void output_flow(const char *change, const char *flow)
{
    if (output_is_stalled()) {
        gap_due = 1;
        return;
    }
    append("E flow ", 7);
    append(change, strlen(change));
    append(" ", 1);
    append(flow, strlen(flow));
    append("\n", 1);
}

int output_is_empty(void)
{
    return begun == used && !gap_due;
}

int output_is_stalled(void)
{
    return used - begun > OUTPUT_STALLED;
}

int output_flush(void)
{
    int stalled = output_is_stalled();
    if (gap_due && !output_is_stalled()) {
        append("E gap\n", 6);
        gap_due = 0;
    }
    while (begun < used) {
        ssize_t n = write(STDOUT_FILENO, queue + begun, used - begun);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EAGAIN)
            return stalled && !output_is_stalled();
        if (n < 0)
            fail(EXIT_BROKEN, "stdout: %s", strerror(errno));
        begun += (size_t)n;
    }
    if (capacity > SMALL) { /* a big response is over: a sandbox stays small */
        free(queue);
        queue = NULL;
        begun = used = capacity = 0;
    }
    return stalled;
}
