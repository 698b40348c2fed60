#define _GNU_SOURCE
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

void fail(int status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("keeper: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(status);
}

int file_with(const char *bytes, size_t length)
{
    int file = memfd_create("input", MFD_CLOEXEC);
    if (file < 0)
        fail(EXIT_BROKEN, "memfd_create: %s", strerror(errno));
    for (size_t written = 0; written < length;) {
        ssize_t n = write(file, bytes + written, length - written);
        if (n < 0)
            fail(EXIT_BROKEN, "writing an input of %zu bytes: %s", length, strerror(errno));
        written += (size_t)n;
    }
    lseek(file, 0, SEEK_SET);
    return file;
}

void run_with_input(const char *what, const char *const argv[], const char *text, size_t length)
{
    int input = file_with(text, length);
    pid_t child = fork();
    if (child < 0)
        fail(EXIT_BROKEN, "%s: fork: %s", what, strerror(errno));
    if (child == 0) {
        dup2(input, STDIN_FILENO);
        dup2(STDERR_FILENO, STDOUT_FILENO); /* stdout belongs to the protocol */
        execvp(argv[0], (char *const *)argv);
        fail(127, "%s: %s", argv[0], strerror(errno));
    }
    close(input);
    int status;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            fail(EXIT_BROKEN, "%s: waitpid: %s", what, strerror(errno));
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        fail(EXIT_BROKEN, "%s: %s failed (status 0x%x)", what, argv[0], status);
}

void set_capabilities(uint64_t kept)
{
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct data[2];
    for (int half = 0; half < 2; half++) {
        data[half].effective = (uint32_t)(kept >> (32 * half));
        data[half].permitted = data[half].effective;
        data[half].inheritable = data[half].effective;
    }
    if (syscall(SYS_capset, &header, data) < 0)
        fail(EXIT_BROKEN, "capset: %s", strerror(errno));
}

void keep_capabilities(uint64_t kept)
{
    int held;
    for (int capability = 0; (held = prctl(PR_CAPBSET_READ, capability, 0, 0, 0)) >= 0; capability++)
        if (held && !(kept >> capability & 1) && prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) < 0)
            fail(EXIT_BROKEN, "dropping capability %d: %s", capability, strerror(errno));
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
        fail(EXIT_BROKEN, "no_new_privs: %s", strerror(errno));
    set_capabilities(kept);
}

void be_dispensable(void)
{
    int file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (file < 0 || write(file, "1000", 4) != 4)
        fail(EXIT_BROKEN, "oom_score_adj: %s", strerror(errno));
    close(file);
}

int64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}
