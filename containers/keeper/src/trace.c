#include "trace.h"

#include "probe.h"
#include "process.h"
#include "ruleset.h"
#include "told.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { FORGOTTEN_AFTER_US = 8000000 };

static int handle = -1;
static char of[ID_SIZE];
static int64_t begun_us;
static uint32_t generation;
static char lines[128 * TOLD_LINE_SIZE];

static void stop(void)
{
    if (handle >= 0)
        close(handle);
    handle = -1;
}

int trace_begin(const char *id)
{
    if (handle >= 0 && now_us() - begun_us < FORGOTTEN_AFTER_US) {
        errno = EBUSY;
        return -1;
    }
    stop();
    handle = told_open();
    if (handle < 0)
        return -1;
    snprintf(of, sizeof of, "%s", id);
    begun_us = now_us();
    ruleset_generation(&generation);
    return 0;
}

void trace_abandon(void)
{
    stop();
}

int trace_is_of(const char *id)
{
    return handle >= 0 && strcmp(of, id) == 0;
}

void trace_answer(struct part first)
{
    char id[ID_SIZE];
    uint32_t after = 0;
    struct told told = {.of = TOLD_OF_PROBES, .room = sizeof lines, .lines = lines};
    told_read(handle, &told, "");
    memcpy(id, of, sizeof id);
    stop();
    if (ruleset_generation(&after) < 0 || after != generation)
        output_error(id, "the rules changed while the packet was on its way: ask again");
    else
        output_response(id, generation, first, (struct part){lines, told.used});
}
