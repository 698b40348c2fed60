/*
 * first: the box's first process. It starts the shell of the first terminal, then buries the dead; a small static program, since
 * there is one for each learner. Nothing inside the box can end it, and it needs no process of its own, so that it lives on when the
 * box has none to spare.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

/* What the scripts know about a terminal: see terminal/holder.sh. */
#define TERMINALS "/run/packetwalk/terminals/"
#define LOCK TERMINALS "t1.lock"
#define SOCKET TERMINALS "t1/socket"
#define SHELL TERMINALS "t1/shell"
#define CLIENT TERMINALS "t1/client"
#define ATTACH "/usr/lib/packetwalk/attach"

/* /proc/PID/stat (proc(5)) has the time of a process's start in field 22; the name in field 2 may hold anything. */
enum { FIELDS_FROM_NAME_TO_START = 20, STAT_LENGTH = 1024 };

static void write_file(const char *path, const char *text)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (file < 0 || write(file, text, strlen(text)) < 0)
        dprintf(STDERR_FILENO, "packetwalk: cannot write %s: %s\r\n", path, strerror(errno));
    if (file >= 0)
        close(file);
}

/* Notes this process as the one that is attached; false when that cannot be. */
static int note_client(void)
{
    char stat[STAT_LENGTH];
    int file = open("/proc/self/stat", O_RDONLY | O_CLOEXEC);
    ssize_t length = file < 0 ? -1 : read(file, stat, sizeof stat - 1);
    if (file >= 0)
        close(file);
    if (length <= 0)
        return 0;
    stat[length] = '\0';
    char *field = strrchr(stat, ')');
    for (int i = 0; field != NULL && i < FIELDS_FROM_NAME_TO_START; i++)
        field = strchr(field + 1, ' ');
    if (field == NULL)
        return 0;
    int client = open(CLIENT, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (client < 0)
        return 0;
    int written = dprintf(client, "%d %llu\n", getpid(), strtoull(field + 1, NULL, 10));
    close(client);
    return written > 0;
}

/* dtach gives the shell's terminal what this one has: the engine's, but Ctrl+S stops nothing, and characters may be of several bytes. */
static void prepare_terminal(void)
{
    struct termios modes;
    if (tcgetattr(STDIN_FILENO, &modes) == 0) {
        modes.c_iflag &= (tcflag_t)~IXON;
        modes.c_iflag |= BRKINT | IMAXBEL | IUTF8;
        tcsetattr(STDIN_FILENO, TCSANOW, &modes);
    }
}

/* What attach does for a terminal that nobody has opened yet, without the programs that a script needs for it; else attach itself. */
static void become_first_terminal(void)
{
    setenv("TERM", "xterm-256color", 1);
    prepare_terminal();
    mode_t before = umask(077);
    int lock = open(LOCK, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0 && access(SHELL, F_OK) != 0 && access(SOCKET, F_OK) != 0 && note_client()) {
        /* Executing another program gives the lock back. */
        execlp("dtach", "dtach", "-A", SOCKET, "-E", "-z", "-r", "winch", "/usr/lib/packetwalk/shell", "t1", "0", "0", "greeting", NULL);
        unlink(CLIENT);
    }
    if (lock >= 0)
        close(lock);
    umask(before);
    execl(ATTACH, ATTACH, "t1", "0", "0", NULL);
    _exit(127);
}

/*
 * The box's own terminal becomes terminal t1, so that a shell is there when the learner comes and the engine has nothing to start for
 * it. Its size comes later. It cannot be closed like that of a program which the engine started, so that it is over is said by a control
 * sequence that terminals ignore (OSC 7007, ours).
 */
static void serve_console(void)
{
    static const char over[] = "\033]7007;over\007";
    pid_t terminal = fork();
    if (terminal == 0)
        become_first_terminal();
    while (terminal > 0 && waitpid(terminal, NULL, 0) < 0 && errno == EINTR) {
    }
    _exit(write(STDOUT_FILENO, over, sizeof over - 1) < 0);
}

/* Once the terminal's processes are gone, nobody holds it. */
static void let_terminal_go(void)
{
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    for (int stream = STDIN_FILENO; nothing >= 0 && stream <= STDERR_FILENO; stream++)
        dup2(nothing, stream);
    if (nothing > STDERR_FILENO)
        close(nothing);
}

int main(void)
{
    sigset_t awaited, before;
    siginfo_t received;

    sigemptyset(&awaited);
    sigaddset(&awaited, SIGCHLD);
    sigaddset(&awaited, SIGTERM);
    sigprocmask(SIG_BLOCK, &awaited, &before);
    /* The engine makes neither for a box whose keeper it gave no network, and what an image has there it covers with empty files. */
    write_file("/etc/hosts", "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n");
    write_file("/etc/resolv.conf", "nameserver 10.77.0.2\n");
    if (isatty(STDIN_FILENO) && fork() == 0) {
        sigprocmask(SIG_SETMASK, &before, NULL);
        serve_console();
    }
    let_terminal_go();
    for (;;) {
        /* A sender outside the box has no number in it: it is the engine, which stops the box. */
        if (sigwaitinfo(&awaited, &received) == SIGTERM && received.si_code == SI_USER && received.si_pid == 0)
            return 0;
        while (waitpid(-1, NULL, WNOHANG) > 0) {
        }
    }
}
