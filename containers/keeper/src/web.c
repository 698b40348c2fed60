#define _GNU_SOURCE
#include "web.h"

#include "process.h"
#include "service.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* As systemd hands over sockets: from the first number on, without a gap. */
enum { FIRST_SOCKET = 3, BACKLOG = 1024, INTERNET_PORT = 80 };

#define CONFIGURATION "/dev/shm/web.conf" /* no host has a dot in its name */

static void broken(const char *what) __attribute__((noreturn));

static void broken(const char *what)
{
    fail(EXIT_BROKEN, "web server: %s: %s", what, strerror(errno));
}

static void write_text(const char *path, const struct listener *listener)
{
    FILE *file = fopen(path, "we");
    if (!file || fwrite(listener->text, 1, listener->length, file) != listener->length || fclose(file) != 0)
        broken(path);
}

/* Each listener has a folder with its text in it. The server knows a socket by its address, which no two hosts share. */
static void add_listener(FILE *configuration, const struct host *host, const struct listener *listener)
{
    char folder[64], path[80], address[INET_ADDRSTRLEN];
    snprintf(folder, sizeof folder, "/dev/shm/%s-%d", host->name, listener->port);
    if (mkdir(folder, 0755) < 0)
        broken(folder);
    snprintf(path, sizeof path, "%s/index.txt", folder);
    write_text(path, listener);
    inet_ntop(AF_INET, &host->address, address, sizeof address);
    fprintf(configuration, "$SERVER[\"socket\"] == \"%s:%d\" { server.document-root = \"%s\" }\n", address, listener->port, folder);
}

static void configure(const struct topology *topology)
{
    FILE *configuration = fopen(CONFIGURATION, "we");
    if (!configuration)
        broken(CONFIGURATION);
    fputs("include \"/etc/packetwalk/web.conf\"\n", configuration);
    for (int i = 0; i < topology->host_count; i++)
        for (int k = 0; k < topology->hosts[i].listener_count; k++)
            add_listener(configuration, &topology->hosts[i], &topology->hosts[i].listeners[k]);
    if (ferror(configuration) || fclose(configuration) != 0)
        broken(CONFIGURATION);
}

static void enter(const struct station *station)
{
    char path[32];
    snprintf(path, sizeof path, "/proc/%d/ns/net", station->pid);
    int namespace = open(path, O_RDONLY | O_CLOEXEC);
    if (namespace < 0 || setns(namespace, CLONE_NEWNET) < 0)
        broken(station->name);
    close(namespace);
}

/* Listens in the namespace that this process is in, which may have the address only later. */
static void listen_at(struct in_addr address, int port)
{
    const int yes = 1;
    const struct sockaddr_in own = {.sin_family = AF_INET, .sin_addr = address, .sin_port = htons((uint16_t)port)};
    int handle = socket(AF_INET, SOCK_STREAM, 0);
    if (handle < 0 || setsockopt(handle, IPPROTO_IP, IP_FREEBIND, &yes, sizeof yes) < 0 ||
        bind(handle, (const struct sockaddr *)&own, sizeof own) < 0 || listen(handle, BACKLOG) < 0)
        broken("listening");
}

static void say_in_environment(const char *name, int number)
{
    char text[16];
    snprintf(text, sizeof text, "%d", number);
    if (setenv(name, text, 1) < 0)
        broken(name);
}

static void serve(const struct station *internet, const struct station hosts[], const struct topology *topology)
    __attribute__((noreturn));

static void serve(const struct station *internet, const struct station hosts[], const struct topology *topology)
{
    static const char *const server[] = {"lighttpd", "-D", "-f", CONFIGURATION, NULL};
    int sockets = 1;
    if (close_range(FIRST_SOCKET, ~0U, 0) < 0)
        broken("close_range");
    for (int i = 0; i < topology->host_count; i++) {
        const struct host *host = &topology->hosts[i];
        if (host->listener_count > 0)
            enter(&hosts[i]);
        for (int k = 0; k < host->listener_count; k++, sockets++)
            listen_at(host->address, host->listeners[k].port);
    }
    enter(internet);
    listen_at((struct in_addr){.s_addr = htonl(INADDR_ANY)}, INTERNET_PORT);
    say_in_environment("LISTEN_FDS", sockets);
    say_in_environment("LISTEN_PID", getpid());
    service_become(server, 0);
}

void web_start(const struct station *internet, const struct station hosts[], const struct topology *topology)
{
    configure(topology);
    pid_t child = fork();
    if (child < 0)
        broken("fork");
    if (child == 0)
        serve(internet, hosts, topology);
}
