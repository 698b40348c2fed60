#define _GNU_SOURCE
#include "jobs.h"

#include "legacy.h"
#include "output.h"
#include "probe.h"
#include "process.h"
#include "ruleset.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WAITING_MAX = 64, READINGS_MAX = 3, PROGRAM_LIMIT_US = 5000000 };
enum { PRINTED_MAX = 4 << 20, MEMORY_MAX = 96 << 20 };

struct request {
    char id[ID_SIZE];
    enum verb verb;
};

static struct request waiting[WAITING_MAX];
static int waiting_count;

/* Lets programs hear nobody but the kernel over netlink: kernelonly.c says why. */
static const char guard[] = "/usr/lib/packetwalk/kernelonly.so";

static const char *const save_program[] = {"iptables-save", "-c", NULL};
static const char *const legacy_program[] = {"iptables-legacy-save", NULL};
static const char *const list_program[] = {"nft", "list", "ruleset", NULL};
static const char *const flows_program[] = {"conntrack", "-L", "-o", "extended,id", NULL};
static const char *const interfaces_program[] = {"ip", "-br", "addr", NULL};

/* The request being answered, and its program. */
static struct {
    struct request request;
    const char *const *program; /* NULL when there is no job */
    pid_t pid;
    int64_t deadline_us;
    int killed;
    int readings;
    uint32_t generation; /* before the first part was read */
    char *saved;         /* the first part of `rules`, once it is there */
    size_t saved_length;
} job;

static int printed, complained; /* anonymous files, used again by each program */

static void limit(int resource, rlim_t value)
{
    const struct rlimit both = {.rlim_cur = value, .rlim_max = value};
    setrlimit(resource, &both);
}

void jobs_open(void)
{
    if (access(guard, R_OK) < 0) /* the loader would go on without it */
        fail(EXIT_BROKEN, "%s: %s", guard, strerror(errno));
    printed = memfd_create("printed", MFD_CLOEXEC);
    complained = memfd_create("complained", MFD_CLOEXEC);
    if (printed < 0 || complained < 0)
        fail(EXIT_BROKEN, "memfd_create: %s", strerror(errno));
}

/* What a program printed, in a fresh buffer with a NUL behind; NULL without memory. */
static char *read_back(int file, size_t *length)
{
    struct stat status;
    if (fstat(file, &status) < 0)
        return NULL;
    char *bytes = malloc((size_t)status.st_size + 1);
    *length = 0;
    while (bytes && *length < (size_t)status.st_size) {
        ssize_t n = pread(file, bytes + *length, (size_t)status.st_size - *length, (off_t)*length);
        if (n <= 0)
            break;
        *length += (size_t)n;
    }
    if (bytes)
        bytes[*length] = '\0';
    return bytes;
}

static void end_job(void)
{
    free(job.saved);
    memset(&job, 0, sizeof job);
    if (ftruncate(printed, 0) < 0)
        fail(EXIT_BROKEN, "ftruncate: %s", strerror(errno));
}

static void start_program(const char *const program[])
{
    if (ftruncate(printed, 0) < 0 || ftruncate(complained, 0) < 0)
        fail(EXIT_BROKEN, "ftruncate: %s", strerror(errno));
    lseek(printed, 0, SEEK_SET);
    lseek(complained, 0, SEEK_SET);
    job.program = program;
    job.killed = 0;
    job.deadline_us = now_us() + PROGRAM_LIMIT_US;
    job.pid = fork();
    if (job.pid < 0) {
        output_error(job.request.id, "%s could not be started: %s", program[0], strerror(errno));
        end_job();
        return;
    }
    if (job.pid > 0)
        return;
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    be_dispensable();
    limit(RLIMIT_FSIZE, PRINTED_MAX);
    limit(RLIMIT_AS, MEMORY_MAX);
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    dup2(nothing, STDIN_FILENO);
    dup2(printed, STDOUT_FILENO);
    dup2(complained, STDERR_FILENO);
    setenv("LD_PRELOAD", guard, 1);
    execvp(program[0], (char *const *)program);
    dprintf(STDERR_FILENO, "%s", strerror(errno));
    _exit(127);
}

static void read_rules(void)
{
    job.readings++;
    legacy_look();
    free(job.saved);
    job.saved = NULL;
    if (ruleset_generation(&job.generation) < 0) {
        output_error(job.request.id, "the kernel did not tell its generation: %s", strerror(errno));
        end_job();
        return;
    }
    start_program(save_program);
}

/* Cuts the keeper's own table out of a listing, in place; its lines are ours, so its end is the first line with only a brace. */
static size_t without_own_table(char *listing, size_t length)
{
    static const char opening[] = "table inet " KEEPER_TABLE " {";
    char *start = strstr(listing, opening);
    while (start && start > listing && start[-1] != '\n')
        start = strstr(start + 1, opening);
    if (!start)
        return length;
    char *end = strstr(start, "\n}\n");
    if (!end)
        return length;
    end += 3;
    memmove(start, end, length - (size_t)(end - listing) + 1);
    return length - (size_t)(end - start);
}

/* Answers `rules` when both parts are of one generation, and reads again when they are not. */
static void conclude_rules(char *listing, size_t listing_length)
{
    uint32_t after = 0;
    if (ruleset_generation(&after) == 0 && after == job.generation) {
        output_response(job.request.id, after, (struct part){job.saved, job.saved_length},
                        (struct part){listing, listing_length});
        end_job();
    } else if (job.readings < READINGS_MAX) {
        read_rules();
    } else {
        output_error(job.request.id, "the rules changed each time while they were read (%d times): ask again", READINGS_MAX);
        end_job();
    }
}

/* iptables-save says so itself when a table holds what it cannot show. */
static int has_unshown(const char *saved)
{
    return strncmp(saved, "# Table `", 9) == 0 || strstr(saved, "\n# Table `") != NULL;
}

static void continue_rules(void)
{
    if (has_unshown(job.saved) || ruleset_has_more() != 0)
        start_program(list_program);
    else
        conclude_rules(NULL, 0);
}

static void take_printed(char *bytes, size_t length)
{
    if (job.program == save_program) {
        job.saved = bytes;
        job.saved_length = length;
        if (legacy_is_there())
            start_program(legacy_program);
        else
            continue_rules();
        return;
    }
    if (job.program == legacy_program) {
        job.saved = legacy_append(job.saved, &job.saved_length, bytes);
        free(bytes);
        continue_rules();
        return;
    }
    if (job.program == list_program) {
        conclude_rules(bytes, without_own_table(bytes, length));
    } else {
        uint32_t generation = 0;
        ruleset_generation(&generation);
        output_response(job.request.id, generation, (struct part){bytes, length}, (struct part){NULL, 0});
        end_job();
    }
    free(bytes);
}

static void complain(int status)
{
    const char *name = job.program[0];
    size_t length;
    char *words = read_back(complained, &length);
    if (job.killed)
        output_error(job.request.id, "%s took longer than %d s and was stopped", name, PROGRAM_LIMIT_US / 1000000);
    else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXFSZ)
        output_error(job.request.id, "%s printed more than %d MiB", name, PRINTED_MAX >> 20);
    else
        output_error(job.request.id, "%s failed (%s %d): %s", name, WIFSIGNALED(status) ? "signal" : "status",
                     WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status), words ? words : "");
    free(words);
    end_job();
}

void jobs_ended(pid_t pid, int status)
{
    size_t length;
    if (!job.program || pid != job.pid)
        return;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        complain(status);
        return;
    }
    char *bytes = read_back(printed, &length);
    if (bytes) {
        take_printed(bytes, length);
    } else {
        output_error(job.request.id, "no memory for what %s printed", job.program[0]);
        end_job();
    }
}

static void begin(void)
{
    uint32_t generation = 0;
    switch (job.request.verb) {
    case VERB_PING:
        ruleset_generation(&generation);
        output_response(job.request.id, generation, (struct part){NULL, 0}, (struct part){NULL, 0});
        break;
    case VERB_RULES:
        read_rules();
        break;
    case VERB_FLOWS:
        start_program(flows_program);
        break;
    case VERB_INTERFACES:
        start_program(interfaces_program);
        break;
    }
}

int jobs_advance(void)
{
    int begun = 0;
    while (!job.program && waiting_count > 0 && !output_is_stalled()) {
        job.request = waiting[0];
        waiting_count--;
        memmove(waiting, waiting + 1, (size_t)waiting_count * sizeof *waiting);
        begin();
        begun++;
    }
    return begun;
}

void jobs_add(const char *id, enum verb verb)
{
    struct request *last = &waiting[waiting_count++];
    snprintf(last->id, sizeof last->id, "%s", id);
    last->verb = verb;
}

int jobs_are_full(void)
{
    return waiting_count == WAITING_MAX;
}

int jobs_patience(void)
{
    if (!job.program || job.killed)
        return -1;
    int64_t left = job.deadline_us - now_us();
    return left > 0 ? (int)((left + 999) / 1000) : 0;
}

void jobs_expire(void)
{
    if (job.program && !job.killed && now_us() >= job.deadline_us) {
        job.killed = 1;
        kill(job.pid, SIGKILL);
    }
}
