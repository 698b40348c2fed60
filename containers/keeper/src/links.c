#define _GNU_SOURCE
#include "links.h"

#include "process.h"

#include <errno.h>
#include <net/if.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { USABLE_LIMIT_US = 5000000 };

void batch_add(struct batch *batch, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(batch->text + batch->used, sizeof batch->text - batch->used, format, arguments);
    va_end(arguments);
    if (length < 0 || batch->used + (size_t)length >= sizeof batch->text)
        fail(EXIT_BROKEN, "a topology with too many links");
    batch->used += (size_t)length;
}

/* Copies the name of an interface that is up and cannot be used yet; returns 0 when there is none. */
static int find_unusable(int handle, char name[IF_NAMESIZE])
{
    int found = 0;
    struct if_nameindex *all = if_nameindex();
    if (!all)
        fail(EXIT_BROKEN, "listing interfaces: %s", strerror(errno));
    for (struct if_nameindex *one = all; !found && one->if_index != 0; one++) {
        struct ifreq request = {.ifr_flags = 0};
        snprintf(request.ifr_name, sizeof request.ifr_name, "%s", one->if_name);
        if (ioctl(handle, SIOCGIFFLAGS, &request) < 0)
            fail(EXIT_BROKEN, "interface %s: %s", one->if_name, strerror(errno));
        found = (request.ifr_flags & IFF_UP) && !(request.ifr_flags & IFF_RUNNING);
        if (found)
            memcpy(name, request.ifr_name, IF_NAMESIZE);
    }
    if_freenameindex(all);
    return found;
}

void links_await(const char *what)
{
    char name[IF_NAMESIZE];
    int64_t limit = now_us() + USABLE_LIMIT_US;
    int handle = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (handle < 0)
        fail(EXIT_BROKEN, "%s: socket: %s", what, strerror(errno));
    while (find_unusable(handle, name)) {
        if (now_us() > limit)
            fail(EXIT_BROKEN, "%s: interface %s did not come up", what, name);
        struct timespec pause = {.tv_nsec = 500000};
        nanosleep(&pause, NULL);
    }
    close(handle);
}

void batch_run(const char *what, const struct batch *batch)
{
    static const char *const ip[] = {"ip", "-batch", "-", NULL};
    run_with_input(what, ip, batch->text, batch->used);
}
