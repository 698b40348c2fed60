#define _GNU_SOURCE
#include "host.h"

#include "probe.h"
#include "process.h"
#include "service.h"
#include "traffic.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const uint64_t prober_capabilities = 1ULL << CAP_NET_RAW;

/* The name server; the web server is started for all hosts together. */
static void open_internet(void)
{
    static const char *const names[] = {"dnsmasq", "--keep-in-foreground", "--conf-file=/etc/packetwalk/dnsmasq.conf", NULL};
    /* What is the address of "."? A connection would tell as well, but for each the name server starts a process. */
    static const char address_of_root[] = {0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1};
    static const char page[] = "HEAD / HTTP/1.0\r\n\r\n";
    service_start(names, 1ULL << CAP_NET_BIND_SERVICE);
    service_await(&(struct question){SOCK_DGRAM, 53, address_of_root, sizeof address_of_root});
    service_await(&(struct question){SOCK_STREAM, 80, page, sizeof page - 1});
}

static void say(int channel, char word)
{
    if (send(channel, &word, 1, MSG_NOSIGNAL) < 0)
        exit(EXIT_BROKEN);
}

static void live(const char *name, const struct furnishing *furnishing, int channel)
{
    char go;
    if (furnishing->own_namespace && unshare(CLONE_NEWNET) < 0)
        fail(EXIT_BROKEN, "host '%s': a network namespace needs SYS_ADMIN: %s", name, strerror(errno));
    say(channel, 'n');
    if (recv(channel, &go, 1, 0) != 1)
        exit(EXIT_BROKEN);
    if (furnishing->own_namespace) {
        links_make(name, &furnishing->links);
        links_await(name, &furnishing->links);
        links_make(name, &furnishing->bridge);
    }
    if (furnishing->is_internet)
        open_internet();
    keep_capabilities(prober_capabilities);
    signal(SIGCHLD, SIG_IGN); /* the kernel reaps */
    say(channel, 'r');
    traffic_begin(furnishing->topology, name);
    probe_loop(channel);
}

static void expect(const struct station *station, char word)
{
    char said;
    if (recv(station->channel, &said, 1, 0) != 1 || said != word)
        fail(EXIT_BROKEN, "host '%s' could not be made", station->name);
}

void station_start(struct station *station, const char *name, const struct furnishing *furnishing)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0)
        fail(EXIT_BROKEN, "host '%s': socketpair: %s", name, strerror(errno));
    pid_t child = fork();
    if (child < 0)
        fail(EXIT_BROKEN, "host '%s': fork: %s", name, strerror(errno));
    if (child == 0) {
        close(pair[0]);
        /* Protocol and requests are the keeper's alone. */
        int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
        dup2(nothing, STDIN_FILENO);
        dup2(nothing, STDOUT_FILENO);
        live(name, furnishing, pair[1]);
    }
    close(pair[1]);
    snprintf(station->name, sizeof station->name, "%s", name);
    station->pid = child;
    station->channel = pair[0];
    expect(station, 'n');
}

void station_furnish(const struct station *station)
{
    say(station->channel, 'g');
}

void station_await(const struct station *station)
{
    expect(station, 'r');
}
