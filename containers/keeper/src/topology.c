#include "topology.h"

#include "base64.h"
#include "process.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 7, EVERY_MIN_MS = 200, EVERY_MAX_MS = 60000 };

static const char header[] = "packetwalk-topology 1";

static void reject(int line, const char *remedy)
{
    fail(EXIT_TOPOLOGY, "PACKETWALK_TOPOLOGY line %d: %s", line, remedy);
}

/* Splits a line at single spaces; returns the number of words, or WORDS_MAX when there are too many. */
static int split(char *line, char *words[WORDS_MAX])
{
    int count = 0;
    for (char *word = strsep(&line, " "); word && count < WORDS_MAX; word = strsep(&line, " "))
        words[count++] = word;
    return count;
}

static int is_name(const char *word)
{
    size_t length = strlen(word);
    return length > 0 && length < NAME_SIZE && word[0] >= 'a' && word[0] <= 'z' &&
           strspn(word, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

static struct host *find(struct topology *topology, const char *name)
{
    for (int i = 0; i < topology->host_count; i++)
        if (strcmp(topology->hosts[i].name, name) == 0)
            return &topology->hosts[i];
    return NULL;
}

/* Whether the word is an address of the place's network. */
static int read_address(const char *cidr, enum place place, struct in_addr *parsed)
{
    char address[INET_ADDRSTRLEN];
    const char *slash = strchr(cidr, '/');
    size_t length = slash ? (size_t)(slash - cidr) : 0;
    if (length == 0 || length >= sizeof address)
        return 0;
    memcpy(address, cidr, length);
    address[length] = '\0';
    if (inet_pton(AF_INET, address, parsed) != 1)
        return 0;
    uint32_t number = ntohl(parsed->s_addr);
    if (place == PLACE_BEHIND)
        return strcmp(slash, "/16") == 0 && number >> 16 == 0xac11 && (number & 0xffff) > 1 && (number & 0xffff) < 0xffff;
    return strcmp(slash, "/24") == 0 && number >> 8 == 0x0a4d00 && (number & 0xff) > 3 && (number & 0xff) < 0xff;
}

static void read_host(struct topology *topology, char *words[], int count, int line)
{
    if (count != 4)
        reject(line, "write 'host outside|behind <name> <address/prefix>'");
    if (topology->host_count == HOSTS_MAX)
        reject(line, "at most 16 hosts");
    struct host *host = &topology->hosts[topology->host_count];
    if (strcmp(words[1], "outside") == 0)
        host->place = PLACE_OUTSIDE;
    else if (strcmp(words[1], "behind") == 0)
        host->place = PLACE_BEHIND;
    else
        reject(line, "a host is 'outside' or 'behind'");
    if (!is_name(words[2]) || strcmp(words[2], "box") == 0 || strcmp(words[2], "internet") == 0 || find(topology, words[2]))
        reject(line, "a name is [a-z][a-z0-9-]*, shorter than 32, new, and neither 'box' nor 'internet'");
    if (!read_address(words[3], host->place, &host->address))
        reject(line, "an address outside is 10.77.0.4/24 to 10.77.0.254/24, one behind is in 172.17.0.0/16 and not 172.17.0.1/16");
    for (int i = 0; i < topology->host_count; i++)
        if (strcmp(topology->hosts[i].cidr, words[3]) == 0)
            reject(line, "two hosts cannot share an address");
    snprintf(host->name, sizeof host->name, "%s", words[2]);
    snprintf(host->cidr, sizeof host->cidr, "%s", words[3]);
    topology->host_count++;
}

static void read_listener(struct topology *topology, char *words[], int count, int line)
{
    if (count != 4)
        reject(line, "write 'listen <host> <port> <base64 of the text>'");
    struct host *host = find(topology, words[1]);
    if (!host)
        reject(line, "the host of a listener is named on an earlier line");
    if (host->listener_count == LISTENERS_MAX)
        reject(line, "at most 16 listeners a host");
    char *end;
    long port = strtol(words[2], &end, 10);
    if (*end || port < 1 || port > 65535)
        reject(line, "a port is 1 to 65535");
    struct listener *listener = &host->listeners[host->listener_count++];
    listener->port = (int)port;
    listener->text = base64_decode(words[3], strlen(words[3]), &listener->length);
    if (!listener->text)
        reject(line, "the text of a listener is base64 with padding");
}

/* A decimal number of the range, or -1. */
static long number(const char *word, long least, long most)
{
    char *end;
    long value = strtol(word, &end, 10);
    return *word < '0' || *word > '9' || *end || value < least || value > most ? -1 : value;
}

/* The address of a host that can send; returns 0 when there is none of that name. */
static int find_source(struct topology *topology, const char *name, struct in_addr *source)
{
    const struct host *host = find(topology, name);
    if (host)
        *source = host->address;
    return host || (strcmp(name, "internet") == 0 && inet_pton(AF_INET, "10.77.0.2", source) == 1);
}

static void read_traffic(struct topology *topology, char *words[], int count, int line)
{
    if (count != 6)
        reject(line, "write 'traffic <host> tcp|udp <address> <port> <every ms>'");
    if (topology->traffic_count == TRAFFIC_MAX)
        reject(line, "at most 8 lines of traffic");
    struct traffic *traffic = &topology->traffic[topology->traffic_count++];
    if (!find_source(topology, words[1], &traffic->source))
        reject(line, "the host that sends is 'internet' or named on an earlier line");
    snprintf(traffic->from, sizeof traffic->from, "%s", words[1]);
    if (strcmp(words[2], "tcp") != 0 && strcmp(words[2], "udp") != 0)
        reject(line, "traffic is 'tcp' or 'udp'");
    traffic->protocol = strcmp(words[2], "tcp") == 0 ? IPPROTO_TCP : IPPROTO_UDP;
    if (inet_pton(AF_INET, words[3], &traffic->address) != 1)
        reject(line, "traffic goes to an IPv4 address");
    long port = number(words[4], 1, 65535), every_ms = number(words[5], EVERY_MIN_MS, EVERY_MAX_MS);
    if (port < 0)
        reject(line, "a port is 1 to 65535");
    if (every_ms < 0)
        reject(line, "traffic comes every 200 to 60000 ms");
    traffic->port = (uint16_t)port;
    traffic->every_us = every_ms * 1000;
}

static void read_line(struct topology *topology, char *text, int line)
{
    char *words[WORDS_MAX] = {text};
    int count = split(text, words);
    if (strcmp(words[0], "host") == 0)
        read_host(topology, words, count, line);
    else if (strcmp(words[0], "listen") == 0)
        read_listener(topology, words, count, line);
    else if (strcmp(words[0], "traffic") == 0)
        read_traffic(topology, words, count, line);
    else if (strcmp(words[0], "rules") == 0 && count == 2 && !topology->rules)
        topology->rules = base64_decode(words[1], strlen(words[1]), &topology->rules_length);
    else
        reject(line, "a line begins with 'host', 'listen', 'traffic', or one time 'rules <base64>'");
    if (strcmp(words[0], "rules") == 0 && !topology->rules)
        reject(line, "rules are base64 with padding");
}

void topology_read(const char *text, struct topology *topology)
{
    memset(topology, 0, sizeof *topology);
    if (!text || !*text)
        return;
    char *copy = strdup(text);
    if (!copy)
        fail(EXIT_BROKEN, "no memory for the topology");
    char *rest = copy;
    int number = 0;
    for (char *line = strsep(&rest, "\n"); line; line = strsep(&rest, "\n")) {
        number++;
        if (number == 1 && strcmp(line, header) != 0)
            reject(number, "the first line is 'packetwalk-topology 1'");
        if (number > 1 && *line)
            read_line(topology, line, number);
    }
    free(copy);
}

int topology_has(const struct topology *topology, enum place place)
{
    for (int i = 0; i < topology->host_count; i++)
        if (topology->hosts[i].place == place)
            return 1;
    return 0;
}
