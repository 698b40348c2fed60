/*
 * A library that iptables-save, nft, conntrack and ip are started with (LD_PRELOAD), so that their netlink sockets hear the kernel
 * and nobody else.
 *
 * They run in the network namespace of a learner who is root there, and whoever has NET_ADMIN in a namespace may send netlink
 * messages to any socket in it. These programs take such a message for the kernel's: one forged "done" among the answers hides all
 * rules behind it. A socket that is connected to the kernel refuses what others send.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/netlink.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static int hear_only_the_kernel(int handle)
{
    const struct sockaddr_nl kernel = {.nl_family = AF_NETLINK};
    char forged[16];
    if (connect(handle, (const struct sockaddr *)&kernel, sizeof kernel) < 0)
        return -1;
    while (recv(handle, forged, sizeof forged, MSG_DONTWAIT | MSG_TRUNC) >= 0)
        ; /* what came between the socket getting its address and being connected; nothing has been asked yet */
    return errno == EAGAIN ? 0 : -1;
}

int socket(int domain, int type, int protocol)
{
    int handle = (int)syscall(SYS_socket, domain, type, protocol);
    if (handle >= 0 && domain == AF_NETLINK && hear_only_the_kernel(handle) < 0) {
        int error = errno;
        close(handle);
        errno = error;
        return -1;
    }
    return handle;
}

/* Connecting gave the socket its address; asking for any address means that one now. */
int bind(int handle, const struct sockaddr *address, socklen_t length)
{
    struct sockaddr_nl wanted, own;
    socklen_t size = sizeof own;
    if (length == sizeof wanted && address->sa_family == AF_NETLINK) {
        memcpy(&wanted, address, sizeof wanted);
        if (wanted.nl_pid == 0 && getsockname(handle, (struct sockaddr *)&own, &size) == 0) {
            wanted.nl_pid = own.nl_pid;
            return (int)syscall(SYS_bind, handle, &wanted, length);
        }
    }
    return (int)syscall(SYS_bind, handle, address, length);
}
