#define _GNU_SOURCE
#include "host.h"

#include "probe.h"
#include "process.h"
#include "traffic.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { NOBODY = 65534, LISTENING_LIMIT_US = 5000000 };

static const uint64_t service_capabilities = 1ULL << CAP_NET_BIND_SERVICE;
static const uint64_t prober_capabilities = 1ULL << CAP_NET_RAW;

/* Becomes nobody, able only to listen on a low port, and then the service. Its output would be the learner's to fill: none. */
static void become(const char *const argv[])
{
    be_dispensable();
    keep_capabilities(service_capabilities | 1ULL << CAP_SETUID | 1ULL << CAP_SETGID | 1ULL << CAP_SETPCAP);
    if (prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) < 0 || setgroups(0, NULL) < 0 || setresgid(NOBODY, NOBODY, NOBODY) < 0 ||
        setresuid(NOBODY, NOBODY, NOBODY) < 0)
        fail(EXIT_BROKEN, "becoming nobody: %s", strerror(errno));
    set_capabilities(1ULL << CAP_SETPCAP | service_capabilities);
    keep_capabilities(service_capabilities);
    if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_NET_BIND_SERVICE, 0, 0) < 0)
        fail(EXIT_BROKEN, "keeping the right to listen: %s", strerror(errno));
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    dup2(nothing, STDIN_FILENO);
    dup2(nothing, STDOUT_FILENO);
    dup2(nothing, STDERR_FILENO);
    execvp(argv[0], (char *const *)argv);
    _exit(127);
}

static void start_service(const char *const argv[])
{
    pid_t child = fork();
    if (child < 0)
        fail(EXIT_BROKEN, "%s: fork: %s", argv[0], strerror(errno));
    if (child == 0)
        become(argv);
}

static int is_listening(const struct sockaddr_in *target)
{
    int handle = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int connected = connect(handle, (const struct sockaddr *)target, sizeof *target) == 0;
    close(handle);
    return connected;
}

/* Whether the name server answers. A connection would tell as well, but for each it starts a process. */
static int answers_names(const struct sockaddr_in *target)
{
    /* What is the address of "."? */
    static const unsigned char question[] = {0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1};
    unsigned char answer[512];
    const struct timeval patience = {.tv_usec = 100000};
    int handle = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    int answered = setsockopt(handle, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) == 0 &&
                   connect(handle, (const struct sockaddr *)target, sizeof *target) == 0 &&
                   send(handle, question, sizeof question, 0) > 0 && recv(handle, answer, sizeof answer, 0) > 0;
    close(handle);
    return answered;
}

static void await_port(const char *name, int port, int (*is_ready)(const struct sockaddr_in *target))
{
    struct sockaddr_in target = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int64_t limit = now_us() + LISTENING_LIMIT_US;
    while (!is_ready(&target)) {
        if (now_us() > limit)
            fail(EXIT_BROKEN, "host '%s': nothing answers on port %d after 5 s", name, port);
        struct timespec pause = {.tv_nsec = 1000000};
        nanosleep(&pause, NULL);
    }
}

static void write_file(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "we");
    if (!file || fwrite(bytes, 1, length, file) != length || fclose(file) != 0)
        fail(EXIT_BROKEN, "%s: %s", path, strerror(errno));
}

static void make_folder(const char *path)
{
    if (mkdir(path, 0755) < 0)
        fail(EXIT_BROKEN, "%s: %s", path, strerror(errno));
}

/* One web server with a socket for each listener; every path of a socket answers the listener's text. */
static void open_listeners(const struct host *host)
{
    char folder[64], path[128], config[8192];
    snprintf(folder, sizeof folder, "/dev/shm/%s", host->name);
    make_folder(folder);
    int used = snprintf(config, sizeof config,
                        "include \"/etc/packetwalk/listener.conf\"\n"
                        "server.port = %d\nserver.document-root = \"%s/%d\"\n",
                        host->listeners[0].port, folder, host->listeners[0].port);
    for (int i = 0; i < host->listener_count; i++) {
        const struct listener *listener = &host->listeners[i];
        snprintf(path, sizeof path, "%s/%d", folder, listener->port);
        make_folder(path);
        snprintf(path, sizeof path, "%s/%d/index.txt", folder, listener->port);
        write_file(path, listener->text, listener->length);
        if (i > 0)
            used += snprintf(config + used, sizeof config - (size_t)used,
                             "$SERVER[\"socket\"] == \"0.0.0.0:%d\" { server.document-root = \"%s/%d\" }\n",
                             listener->port, folder, listener->port);
    }
    snprintf(path, sizeof path, "%s/lighttpd.conf", folder);
    write_file(path, config, (size_t)used);
    const char *const argv[] = {"lighttpd", "-D", "-f", path, NULL};
    start_service(argv);
    for (int i = 0; i < host->listener_count; i++)
        await_port(host->name, host->listeners[i].port, is_listening);
}

static void open_internet(void)
{
    static const char *const names[] = {"dnsmasq", "--keep-in-foreground", "--conf-file=/etc/packetwalk/dnsmasq.conf", NULL};
    static const char *const web[] = {"lighttpd", "-D", "-f", "/etc/packetwalk/internet.conf", NULL};
    start_service(names);
    start_service(web);
    await_port("internet", 53, answers_names);
    await_port("internet", 80, is_listening);
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
    if (furnishing->host && furnishing->host->listener_count > 0)
        open_listeners(furnishing->host);
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
