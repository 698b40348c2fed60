#include "watch.h"

#include "output.h"
#include "process.h"
#include "ruleset.h"
#include "told.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LEASE_US = 3000000, PACKETS_MAX = 200 };

static int handle = -1;
static long current; /* the number of the watch that is under way, or was last */
static int64_t expires_us;
static char lines[96 * TOLD_LINE_SIZE];
static struct told told = {.of = TOLD_OF_OTHERS, .room = sizeof lines, .lines = lines};

static void stop(void)
{
    if (handle < 0)
        return;
    close(handle);
    handle = -1;
    told.used = 0;
    ruleset_watch(NULL);
}

void watch_begin(const char *id, const struct wanted *wanted)
{
    char number[24];
    stop();
    handle = told_open();
    if (handle < 0 || ruleset_watch(wanted) < 0) {
        output_error(id, "the kernel can't be asked to trace packets now: %s", strerror(errno));
        stop();
        return;
    }
    told.used = 0;
    told.starts = 0;
    expires_us = now_us() + LEASE_US;
    int length = snprintf(number, sizeof number, "%ld\n", ++current);
    uint32_t generation = 0;
    ruleset_generation(&generation);
    output_response(id, generation, (struct part){number, (size_t)length}, (struct part){NULL, 0});
}

int watch_handle(void)
{
    return handle;
}

void watch_read(void)
{
    char prefix[16];
    uint32_t before = 0, after = 0;
    size_t used = told.used;
    if (handle < 0)
        return;
    ruleset_generation(&before);
    snprintf(prefix, sizeof prefix, "%u ", before);
    told_read(handle, &told, prefix);
    ruleset_generation(&after);
    if (after != before) /* the places of their rules are of neither generation for sure */
        told.used = used;
    if (told.starts >= PACKETS_MAX)
        ruleset_watch(NULL);
}

/* Whether a watch is the one under way; otherwise tells that it is not. */
static int is_under_way(const char *id, long watch)
{
    if (handle >= 0 && watch == current)
        return 1;
    output_error(id, "watch %ld has ended", watch);
    return 0;
}

static void answer(const char *id)
{
    char first[64];
    uint32_t generation = 0;
    watch_read();
    ruleset_generation(&generation);
    int length = snprintf(first, sizeof first, "%llu %d\n", (unsigned long long)ruleset_watched(), told.starts);
    output_response(id, generation, (struct part){first, (size_t)length}, (struct part){lines, told.used});
    told.used = 0;
}

void watch_answer(const char *id, long watch)
{
    if (!is_under_way(id, watch))
        return;
    expires_us = now_us() + LEASE_US;
    answer(id);
}

void watch_end(const char *id, long watch)
{
    if (!is_under_way(id, watch))
        return;
    answer(id);
    stop();
}

int watch_patience(void)
{
    if (handle < 0)
        return -1;
    int64_t left = expires_us - now_us();
    return left > 0 ? (int)((left + 999) / 1000) : 0;
}

void watch_expire(void)
{
    if (handle >= 0 && now_us() >= expires_us)
        stop();
}
