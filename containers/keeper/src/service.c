#define _GNU_SOURCE
#include "service.h"

#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { NOBODY = 65534, ANSWER_LIMIT_US = 5000000 };

/* What is permitted goes when another program is started, unless it is ambient. */
static void make_ambient(uint64_t capabilities)
{
    for (unsigned long capability = 0; capabilities >> capability; capability++)
        if (capabilities >> capability & 1 && prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0) < 0)
            fail(EXIT_BROKEN, "keeping capability %lu: %s", capability, strerror(errno));
}

void service_become(const char *const argv[], uint64_t capabilities)
{
    be_dispensable();
    keep_capabilities(capabilities | 1ULL << CAP_SETUID | 1ULL << CAP_SETGID | 1ULL << CAP_SETPCAP);
    if (prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) < 0 || setgroups(0, NULL) < 0 || setresgid(NOBODY, NOBODY, NOBODY) < 0 ||
        setresuid(NOBODY, NOBODY, NOBODY) < 0)
        fail(EXIT_BROKEN, "becoming nobody: %s", strerror(errno));
    set_capabilities(1ULL << CAP_SETPCAP | capabilities);
    keep_capabilities(capabilities);
    make_ambient(capabilities);
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    dup2(nothing, STDIN_FILENO);
    dup2(nothing, STDOUT_FILENO);
    dup2(nothing, STDERR_FILENO);
    execvp(argv[0], (char *const *)argv);
    _exit(127);
}

void service_start(const char *const argv[], uint64_t capabilities)
{
    pid_t child = fork();
    if (child < 0)
        fail(EXIT_BROKEN, "%s: fork: %s", argv[0], strerror(errno));
    if (child == 0)
        service_become(argv, capabilities);
}

static int is_answered(const struct question *question)
{
    const struct sockaddr_in target = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)question->port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    const struct timeval patience = {.tv_usec = 100000};
    char answer[512];
    int handle = socket(AF_INET, question->type | SOCK_CLOEXEC, 0);
    int answered = setsockopt(handle, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) == 0 &&
                   connect(handle, (const struct sockaddr *)&target, sizeof target) == 0 &&
                   send(handle, question->bytes, question->length, MSG_NOSIGNAL) > 0 &&
                   recv(handle, answer, sizeof answer, 0) > 0;
    close(handle);
    return answered;
}

void service_await(const struct question *question)
{
    int64_t limit = now_us() + ANSWER_LIMIT_US;
    while (!is_answered(question)) {
        if (now_us() > limit)
            fail(EXIT_BROKEN, "host 'internet': nothing answers on port %d after 5 s", question->port);
        struct timespec pause = {.tv_nsec = 1000000};
        nanosleep(&pause, NULL);
    }
}
