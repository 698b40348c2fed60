#define _GNU_SOURCE
#include "legacy.h"

#include "output.h"
#include "process.h"
#include "ruleset.h"

#include <netinet/in.h> /* before the kernel's own, which then leaves out what it declares */

#include <linux/netfilter_ipv4/ip_tables.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* The tables that exist in this namespace; the file is there once the kernel knows iptables-legacy. */
static const char names_file[] = "/proc/self/net/ip_tables_names";

enum { LINES_MAX = 20 }; /* that there are some matters, not which they all are */

static const char mark[] = "# iptables-legacy ";

enum { LOOK_EVERY_US = 5000000 }; /* a look without tables, waking up for it included, took 0.1 ms on a busy machine */

static uint64_t seen; /* of the tables; 0 for none */
static int64_t looked_us;
static uint32_t generations;

/* FNV-1a, which is enough to tell sizes apart. */
static uint64_t mixed(uint64_t hash, const void *bytes, size_t length)
{
    const unsigned char *each = bytes;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ each[i]) * 0x100000001b3;
    return hash;
}

/* Asking for the information of a table that does not exist would make it: only those in the file are asked for. */
static uint64_t look(void)
{
    char name[XT_TABLE_MAXNAMELEN + 2];
    uint64_t hash = 0;
    FILE *names = fopen(names_file, "re");
    if (!names)
        return 0;
    int handle = -1;
    while (fgets(name, sizeof name, names)) {
        struct ipt_getinfo info;
        if (handle < 0)
            handle = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        socklen_t size = sizeof info;
        memset(&info, 0, sizeof info);
        snprintf(info.name, sizeof info.name, "%.*s", (int)strcspn(name, "\n"), name);
        hash = mixed(hash ? hash : 0xcbf29ce484222325, info.name, sizeof info.name);
        if (handle >= 0 && getsockopt(handle, IPPROTO_IP, IPT_SO_GET_INFO, &info, &size) == 0) {
            hash = mixed(hash, &info.num_entries, sizeof info.num_entries);
            hash = mixed(hash, &info.size, sizeof info.size);
        }
    }
    if (handle >= 0)
        close(handle);
    fclose(names);
    return hash;
}

void legacy_look(void)
{
    struct ruleset_change change = {.program = "iptables-legacy"};
    uint64_t now = look();
    looked_us = now_us();
    if (now == seen)
        return;
    seen = now;
    generations++;
    if (ruleset_generation(&change.generation) == 0)
        output_change(&change);
}

int legacy_patience(void)
{
    int64_t left = looked_us + LOOK_EVERY_US - now_us();
    return left > 0 ? (int)((left + 999) / 1000) : 0;
}

void legacy_expire(void)
{
    if (legacy_patience() == 0)
        legacy_look();
}

int legacy_is_there(void)
{
    return seen != 0;
}

uint32_t legacy_generations(void)
{
    return generations;
}

static int is_told(const char *line, size_t length)
{
    static const char drop[] = " DROP [";
    return strncmp(line, "-A ", 3) == 0 || (*line == ':' && memmem(line, length, drop, sizeof drop - 1));
}

char *legacy_append(char *listing, size_t *length, const char *printed)
{
    char table[XT_TABLE_MAXNAMELEN] = "";
    char *text = NULL;
    size_t size = 0;
    int lines = 0;
    FILE *told = open_memstream(&text, &size);
    if (!told)
        return listing;
    while (*printed && lines < LINES_MAX) {
        size_t line = strcspn(printed, "\n");
        if (*printed == '*')
            snprintf(table, sizeof table, "%.*s", (int)line - 1, printed + 1);
        else if (is_told(printed, line)) {
            fprintf(told, "%s%s: %.*s\n", mark, table, (int)line, printed);
            lines++;
        }
        printed += line + (printed[line] == '\n');
    }
    int complete = fclose(told) == 0;
    char *longer = complete ? realloc(listing, *length + size + 1) : NULL;
    if (longer) {
        memcpy(longer + *length, text, size + 1);
        *length += size;
    }
    free(text);
    return longer ? longer : listing;
}
