/*
 * The keeper of one box: builds the world around it, gives up what that needed, and from then on watches and probes. It shares
 * the box's network namespace with a learner who is root there, so it listens on nothing: it has its stdin and stdout.
 */
#define _GNU_SOURCE
#include "flows.h"
#include "jobs.h"
#include "legacy.h"
#include "output.h"
#include "process.h"
#include "requests.h"
#include "ruleset.h"
#include "topology.h"
#include "watch.h"
#include "world.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SETUP_LIMIT_S = 20 };
enum { POLL_SIGNALS, POLL_STDIN, POLL_STDOUT, POLL_CHANGES, POLL_FLOWS, POLL_WATCH, POLL_STATIONS };

static const uint64_t watching_capabilities = 1ULL << CAP_NET_ADMIN | 1ULL << CAP_NET_RAW;

static int open_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    if (sigprocmask(SIG_BLOCK, &set, NULL) < 0)
        fail(EXIT_BROKEN, "sigprocmask: %s", strerror(errno));
    int signals = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
    if (signals < 0)
        fail(EXIT_BROKEN, "signalfd: %s", strerror(errno));
    return signals;
}

/* As process 1 it also reaps what others left behind. */
static void reap(void)
{
    int status;
    for (pid_t pid = waitpid(-1, &status, WNOHANG); pid > 0; pid = waitpid(-1, &status, WNOHANG))
        jobs_ended(pid, status);
}

static void take_signals(int signals)
{
    struct signalfd_siginfo signal;
    while (read(signals, &signal, sizeof signal) == sizeof signal)
        if (signal.ssi_signo != SIGCHLD)
            exit(0);
    reap();
}

static void take_changes(int changes)
{
    struct ruleset_change newest;
    int gap = 0;
    if (changes_read(changes, &newest, &gap))
        output_change(&newest);
    if (gap)
        output_gap();
}

/* Does all that can be done without waiting: each step may make room for the others. */
static void move_on(const struct world *world)
{
    int moved;
    do {
        moved = requests_resume(world);
        moved += jobs_advance();
        moved += output_flush();
    } while (moved);
}

/* Milliseconds until something is to be done that no handle tells of; -1 for never. */
static int patience(void)
{
    const int each[] = {jobs_patience(), flows_patience(), watch_patience(), legacy_patience()};
    int least = -1;
    for (size_t i = 0; i < sizeof each / sizeof *each; i++)
        if (each[i] >= 0 && (least < 0 || each[i] < least))
            least = each[i];
    return least;
}

static void serve(struct world *world, int signals, int changes) __attribute__((noreturn));

static void serve(struct world *world, int signals, int changes)
{
    int listening = 1; /* to stdin */
    for (;;) {
        struct pollfd polled[POLL_STATIONS + STATIONS_MAX] = {
            [POLL_SIGNALS] = {.fd = signals, .events = POLLIN},
            [POLL_STDIN] = {.fd = listening && requests_are_welcome() ? STDIN_FILENO : -1, .events = POLLIN},
            [POLL_STDOUT] = {.fd = output_is_empty() ? -1 : STDOUT_FILENO, .events = POLLOUT},
            [POLL_CHANGES] = {.fd = changes, .events = POLLIN},
            [POLL_FLOWS] = {.fd = flows_handle(), .events = POLLIN},
            [POLL_WATCH] = {.fd = watch_handle(), .events = POLLIN},
        };
        for (int i = 0; i < world->station_count; i++)
            polled[POLL_STATIONS + i] = (struct pollfd){.fd = world->stations[i].channel, .events = POLLIN};
        if (poll(polled, (nfds_t)(POLL_STATIONS + world->station_count), patience()) < 0 && errno != EINTR)
            fail(EXIT_BROKEN, "poll: %s", strerror(errno));
        if (polled[POLL_CHANGES].revents)
            take_changes(changes);
        flows_resume();
        if (polled[POLL_FLOWS].revents)
            flows_read();
        if (polled[POLL_WATCH].revents)
            watch_read();
        if (polled[POLL_SIGNALS].revents)
            take_signals(signals);
        for (int i = 0; i < world->station_count; i++)
            if (polled[POLL_STATIONS + i].revents)
                requests_take_outcome(&world->stations[i]);
        if (polled[POLL_STDIN].revents)
            listening = requests_read();
        jobs_expire();
        legacy_expire();
        watch_expire();
        move_on(world);
    }
}

/* A reader that stalls must not stall the keeper. */
static void never_wait_for(int handle)
{
    if (fcntl(handle, F_SETFL, fcntl(handle, F_GETFL) | O_NONBLOCK) < 0)
        fail(EXIT_BROKEN, "fcntl: %s", strerror(errno));
}

/* Process 1 has no default signal actions, so the set-up's limit needs one. */
static void give_up(int signal_number)
{
    (void)signal_number;
    static const char words[] = "keeper: the set-up did not end within its limit\n";
    ssize_t ignored = write(STDERR_FILENO, words, sizeof words - 1);
    (void)ignored;
    _exit(EXIT_BROKEN);
}

int main(void)
{
    static struct topology topology;
    static struct world world;
    topology_read(getenv("PACKETWALK_TOPOLOGY"), &topology);
    signal(SIGALRM, give_up);
    alarm(SETUP_LIMIT_S);
    world_start(&world, &topology);
    ruleset_open();
    world_furnish(&world, &topology);
    int changes = changes_open();
    flows_open(&topology);
    jobs_open();
    keep_capabilities(watching_capabilities);
    alarm(0);
    signal(SIGPIPE, SIG_IGN);
    int signals = open_signals();
    never_wait_for(STDIN_FILENO);
    never_wait_for(STDOUT_FILENO);
    output_ready();
    output_flush();
    serve(&world, signals, changes);
}
