#include "requests.h"

#include "jobs.h"
#include "output.h"
#include "probe.h"
#include "process.h"
#include "trace.h"
#include "watch.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LINE_MAX_SIZE = 4096, WORDS_MAX = 8, LIMIT_MIN_MS = 10, LIMIT_MAX_MS = 5000 };

static char buffer[2 * LINE_MAX_SIZE];
static size_t used;
static int discarding; /* the rest of a line that was too long */

static int is_id(const char *word)
{
    size_t length = strlen(word);
    return length > 0 && length < ID_SIZE &&
           strspn(word, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") == length;
}

/* A decimal number of the range, or -1. */
static long number(const char *word, long least, long most)
{
    char *end;
    if (*word < '0' || *word > '9')
        return -1;
    errno = 0;
    long value = strtol(word, &end, 10);
    return errno || *end || value < least || value > most ? -1 : value;
}

static int protocol_of(const char *word)
{
    if (strcmp(word, "tcp") == 0)
        return IPPROTO_TCP;
    if (strcmp(word, "udp") == 0)
        return IPPROTO_UDP;
    return strcmp(word, "icmp") == 0 ? IPPROTO_ICMP : -1;
}

/* The flags of a segment that is sent by itself; 0 for words that open something. */
static uint8_t flags_of(const char *word)
{
    static const struct {
        const char *word;
        uint8_t flags;
    } segments[] = {{"tcp-ack", TH_ACK}, {"tcp-rst", TH_RST}, {"tcp-fin", TH_FIN | TH_ACK}};
    for (size_t i = 0; i < sizeof segments / sizeof *segments; i++)
        if (strcmp(word, segments[i].word) == 0)
            return segments[i].flags;
    return 0;
}

static const struct station *station_of(const struct world *world, const char *name)
{
    for (int i = 0; i < world->station_count; i++)
        if (strcmp(world->stations[i].name, name) == 0)
            return &world->stations[i];
    return NULL;
}

/* Reads what to send; returns the station that sends it, or NULL after telling what is wrong. */
static const struct station *read_order(const struct world *world, const char *id, char *const words[], int count, struct probe_order *order)
{
    if (count != 7) {
        output_error(id, "write '%s <from> <tcp|udp|icmp> <address> <port> <limit ms>'", words[1]);
        return NULL;
    }
    const struct station *from = station_of(world, words[2]);
    order->flags = order->traced ? flags_of(words[3]) : 0;
    order->protocol = order->flags ? IPPROTO_TCP : protocol_of(words[3]);
    int echo = order->protocol == IPPROTO_ICMP;
    long port = number(words[5], echo ? 0 : 1, echo ? 0 : 65535);
    long limit_ms = number(words[6], LIMIT_MIN_MS, LIMIT_MAX_MS);
    if (!from)
        output_error(id, "no host is called '%s' here", words[2]);
    else if (order->protocol < 0)
        output_error(id, "a %s is tcp, udp or icmp, not '%s'", words[1], words[3]);
    else if (inet_pton(AF_INET, words[4], &order->address) != 1)
        output_error(id, "'%s' is not an IPv4 address", words[4]);
    else if (port < 0)
        output_error(id, "a port is 1 to 65535, and 0 for icmp, not '%s'", words[5]);
    else if (limit_ms < 0)
        output_error(id, "a limit is %d to %d ms, not '%s'", LIMIT_MIN_MS, LIMIT_MAX_MS, words[6]);
    else {
        snprintf(order->id, sizeof order->id, "%s", id);
        order->port = (uint16_t)port;
        order->limit_us = (int64_t)limit_ms * 1000;
        return from;
    }
    return NULL;
}

/* Hands an order to its station; returns 0, or -1 after telling why it can't be. */
static int send_order(const struct station *from, const struct probe_order *order)
{
    if (from->pid != 0 && send(from->channel, order, sizeof *order, MSG_NOSIGNAL | MSG_DONTWAIT) >= 0)
        return 0;
    output_error(order->id, "host '%s' takes no probe now: %s", from->name, from->pid == 0 ? "it is gone" : strerror(errno));
    return -1;
}

static void probe(const struct world *world, const char *id, char *const words[], int count)
{
    struct probe_order order = {.traced = 0};
    const struct station *from = read_order(world, id, words, count, &order);
    if (from)
        send_order(from, &order);
}

static void trace(const struct world *world, const char *id, char *const words[], int count)
{
    struct probe_order order = {.traced = 1};
    const struct station *from = read_order(world, id, words, count, &order);
    if (!from)
        return;
    if (trace_begin(id) < 0)
        output_error(id, "the kernel can't be asked to trace a packet now: %s", strerror(errno));
    else if (send_order(from, &order) < 0)
        trace_abandon();
}

/* What is watched for; returns 0, or -1 after telling what is wrong. */
static int read_wanted(const char *id, char *const words[], int count, struct wanted *wanted)
{
    int any_protocol = count == 6 && strcmp(words[2], "any") == 0, any_host = count == 6 && strcmp(words[3], "any") == 0;
    if (count != 6) {
        output_error(id, "write 'watch <tcp|udp|icmp|any> <address|any> <port|0> <in|out|both>'");
        return -1;
    }
    int protocol = any_protocol ? 0 : protocol_of(words[2]);
    long port = number(words[4], 0, 65535);
    if (protocol < 0)
        output_error(id, "a protocol is tcp, udp, icmp or any, not '%s'", words[2]);
    else if (!any_host && inet_pton(AF_INET, words[3], &wanted->host) != 1)
        output_error(id, "'%s' is not an IPv4 address", words[3]);
    else if (port < 0)
        output_error(id, "a port is 1 to 65535, and 0 for any, not '%s'", words[4]);
    else if (strcmp(words[5], "in") != 0 && strcmp(words[5], "out") != 0 && strcmp(words[5], "both") != 0)
        output_error(id, "a direction is in, out or both, not '%s'", words[5]);
    else {
        wanted->protocol = (uint8_t)protocol;
        wanted->port = (uint16_t)port;
        wanted->direction = strcmp(words[5], "in") == 0 ? WATCH_IN : strcmp(words[5], "out") == 0 ? WATCH_OUT : WATCH_BOTH;
        return 0;
    }
    return -1;
}

static void watch(const char *id, char *const words[], int count)
{
    struct wanted wanted = {.protocol = 0};
    if (read_wanted(id, words, count, &wanted) == 0)
        watch_begin(id, &wanted);
}

static void of_watch(const char *id, char *const words[], int count, void (*answer)(const char *, long))
{
    long which = count == 3 ? number(words[2], 1, 1000000000) : -1;
    if (which < 0)
        output_error(id, "write '%s <number of a watch>'", words[1]);
    else
        answer(id, which);
}

static void take_line(const struct world *world, char *line)
{
    char *words[WORDS_MAX] = {line};
    int count = 0;
    for (char *word = strsep(&line, " "); word && count < WORDS_MAX; word = strsep(&line, " "))
        words[count++] = word;
    if (!is_id(words[0]))
        return; /* an empty line, or what a client that died had begun: there is nobody to answer */
    const char *id = words[0], *verb = count > 1 ? words[1] : "";
    if (strcmp(verb, "probe") == 0)
        probe(world, id, words, count);
    else if (strcmp(verb, "trace") == 0)
        trace(world, id, words, count);
    else if (strcmp(verb, "watch") == 0)
        watch(id, words, count);
    else if (strcmp(verb, "watched") == 0)
        of_watch(id, words, count, watch_answer);
    else if (strcmp(verb, "unwatch") == 0)
        of_watch(id, words, count, watch_end);
    else if (count != 2)
        output_error(id, "write '<id> ping|rules|flows|interfaces' or '<id> probe|trace|watch|watched|unwatch ...'");
    else if (strcmp(verb, "ping") == 0)
        jobs_add(id, VERB_PING);
    else if (strcmp(verb, "rules") == 0)
        jobs_add(id, VERB_RULES);
    else if (strcmp(verb, "flows") == 0)
        jobs_add(id, VERB_FLOWS);
    else if (strcmp(verb, "interfaces") == 0)
        jobs_add(id, VERB_INTERFACES);
    else
        output_error(id, "there is no verb '%s'", verb);
}

int requests_are_welcome(void)
{
    return !jobs_are_full() && !output_is_stalled();
}

static void refuse_long_line(void)
{
    char id[ID_SIZE] = "";
    if (sscanf(buffer, "%32[0-9A-Za-z] ", id) == 1)
        output_error(id, "a line is at most %d bytes", LINE_MAX_SIZE);
    discarding = 1;
    used = 0;
}

int requests_resume(const struct world *world)
{
    int taken = 0;
    size_t start = 0;
    while (requests_are_welcome()) {
        char *end = memchr(buffer + start, '\n', used - start);
        if (!end)
            break;
        *end = '\0';
        if (!discarding)
            take_line(world, buffer + start);
        discarding = 0;
        start = (size_t)(end - buffer) + 1;
        taken++;
    }
    used -= start;
    memmove(buffer, buffer + start, used);
    if (discarding && !memchr(buffer, '\n', used))
        used = 0;
    else if (used >= LINE_MAX_SIZE && !memchr(buffer, '\n', LINE_MAX_SIZE))
        refuse_long_line();
    return taken;
}

int requests_read(void)
{
    if (used == sizeof buffer)
        return 1;
    ssize_t n = read(STDIN_FILENO, buffer + used, sizeof buffer - used);
    if (n < 0)
        return errno == EAGAIN || errno == EINTR;
    if (n == 0)
        return 0;
    used += (size_t)n;
    return 1;
}

void requests_take_outcome(struct station *station)
{
    struct probe_outcome outcome;
    char line[128];
    ssize_t length = recv(station->channel, &outcome, sizeof outcome, MSG_DONTWAIT);
    if (length < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (length != sizeof outcome) {
        close(station->channel);
        station->channel = -1;
        station->pid = 0;
        return;
    }
    if (!*outcome.answer) {
        if (trace_is_of(outcome.id))
            trace_abandon();
        output_error(outcome.id, "%s", outcome.detail);
        return;
    }
    int n = snprintf(line, sizeof line, "%s %lld %s\n", outcome.answer, (long long)outcome.elapsed_us, outcome.detail);
    if (trace_is_of(outcome.id)) {
        trace_answer((struct part){line, (size_t)n});
        return;
    }
    uint32_t generation = 0;
    ruleset_generation(&generation);
    output_response(outcome.id, generation, (struct part){line, (size_t)n}, (struct part){NULL, 0});
}
