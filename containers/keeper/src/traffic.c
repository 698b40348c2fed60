#include "traffic.h"

#include "process.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* One line of the topology: at most one connection at a time, which lasts until the next one is due. */
struct current {
    struct traffic traffic;
    int socket; /* -1 while there is none */
    int asked;
    int64_t due_us;
};

static struct current currents[TRAFFIC_MAX];
static int count;

/* Not all at the same beat: up to an eighth sooner or later. */
static int64_t about(int64_t every_us)
{
    return every_us - every_us / 8 + random() % (every_us / 4);
}

void traffic_begin(const struct topology *topology, const char *host)
{
    int64_t now = now_us();
    srandom((unsigned int)(now ^ getpid()));
    for (int i = 0; i < topology->traffic_count; i++) {
        const struct traffic *traffic = &topology->traffic[i];
        if (strcmp(traffic->from, host) == 0)
            currents[count++] = (struct current){
                .traffic = *traffic, .socket = -1, .due_us = now + random() % traffic->every_us};
    }
}

static void end(struct current *current)
{
    if (current->socket >= 0)
        close(current->socket);
    current->socket = -1;
}

static void begin(struct current *current)
{
    const struct traffic *traffic = &current->traffic;
    int kind = traffic->protocol == IPPROTO_TCP ? SOCK_STREAM : SOCK_DGRAM;
    struct sockaddr_in target = {.sin_family = AF_INET, .sin_port = htons(traffic->port), .sin_addr = traffic->address};
    current->asked = 0;
    current->socket = socket(AF_INET, kind | SOCK_NONBLOCK | SOCK_CLOEXEC, traffic->protocol);
    if (current->socket < 0)
        return;
    /* A reset at the end leaves no TIME_WAIT: the learner's list of flows stays short enough to read. */
    const struct linger linger = {.l_onoff = 1, .l_linger = 0};
    if (traffic->protocol == IPPROTO_TCP)
        setsockopt(current->socket, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
    if (connect(current->socket, (struct sockaddr *)&target, sizeof target) < 0 && errno != EINPROGRESS)
        end(current);
}

static void ask(struct current *current)
{
    static const char datagram[] = "packetwalk\n", request[] = "GET / HTTP/1.1\r\nHost: web01\r\n\r\n";
    const char *words = current->traffic.protocol == IPPROTO_TCP ? request : datagram;
    current->asked = 1;
    if (send(current->socket, words, strlen(words), MSG_NOSIGNAL) < 0)
        end(current);
}

static void listen_to(struct current *current)
{
    char answer[2048];
    ssize_t length = recv(current->socket, answer, sizeof answer, 0);
    int closed = length == 0 && current->traffic.protocol == IPPROTO_TCP;
    if (closed || (length < 0 && errno != EAGAIN && errno != EINTR))
        end(current);
}

void traffic_await(struct pollfd *polled)
{
    for (int i = 0; i < TRAFFIC_MAX; i++) {
        polled[i].fd = i < count ? currents[i].socket : -1; /* poll passes over -1 */
        polled[i].events = i < count && currents[i].asked ? POLLIN : POLLOUT;
        polled[i].revents = 0;
    }
}

void traffic_hear(const struct pollfd *polled)
{
    for (int i = 0; i < count; i++) {
        struct current *current = &currents[i];
        if (current->socket < 0 || !polled[i].revents)
            continue;
        if (current->asked)
            listen_to(current);
        else if (polled[i].revents & POLLERR)
            end(current);
        else
            ask(current);
    }
}

void traffic_advance(void)
{
    int64_t now = now_us();
    for (int i = 0; i < count; i++) {
        struct current *current = &currents[i];
        if (now < current->due_us)
            continue;
        current->due_us = now + about(current->traffic.every_us);
        end(current);
        begin(current);
    }
}

int64_t traffic_due_us(void)
{
    int64_t first = -1;
    for (int i = 0; i < count; i++)
        if (first < 0 || currents[i].due_us < first)
            first = currents[i].due_us;
    return first;
}
