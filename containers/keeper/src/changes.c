#include "ruleset.h"

#include "legacy.h"
#include "process.h"

#include <arpa/inet.h>
#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/filter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { NEW_GENERATION = NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_NEWGEN };

/*
 * Lets only "new generation" messages into the socket's buffer. The kernel tells each changed rule too, thousands for one big
 * iptables-restore, and would overrun the buffer with them.
 */
static void admit_generations_only(int socket)
{
    /* BPF loads big-endian; netlink's type is in the machine's own order. */
    struct sock_filter program[] = {
        BPF_STMT(BPF_LD | BPF_H | BPF_ABS, offsetof(struct nlmsghdr, nlmsg_type)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, htons(NEW_GENERATION), 0, 1),
        BPF_STMT(BPF_RET | BPF_K, 0xffffffff),
        BPF_STMT(BPF_RET | BPF_K, 0),
    };
    struct sock_fprog filter = {.len = sizeof program / sizeof *program, .filter = program};
    if (setsockopt(socket, SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof filter) < 0)
        fail(EXIT_BROKEN, "a filter for ruleset events: %s", strerror(errno));
}

int changes_open(void)
{
    int group = NFNLGRP_NFTABLES;
    struct sockaddr_nl address = {.nl_family = AF_NETLINK};
    int handle = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_NETFILTER);
    if (handle < 0 || bind(handle, (struct sockaddr *)&address, sizeof address) < 0)
        fail(EXIT_BROKEN, "netlink: %s", strerror(errno));
    admit_generations_only(handle);
    if (setsockopt(handle, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &group, sizeof group) < 0)
        fail(EXIT_BROKEN, "listening for ruleset events: %s", strerror(errno));
    return handle;
}

static void read_change(const struct nlmsghdr *message, struct ruleset_change *change)
{
    const struct nlattr *attribute;
    memset(change, 0, sizeof *change);
    mnl_attr_for_each(attribute, message, sizeof(struct nfgenmsg)) {
        switch (mnl_attr_get_type(attribute)) {
        case NFTA_GEN_ID:
            change->generation = ntohl(mnl_attr_get_u32(attribute));
            break;
        case NFTA_GEN_PROC_PID:
            change->pid = ntohl(mnl_attr_get_u32(attribute));
            break;
        case NFTA_GEN_PROC_NAME:
            snprintf(change->program, sizeof change->program, "%.*s", (int)mnl_attr_get_payload_len(attribute),
                     mnl_attr_get_str(attribute));
            break;
        default:
            break;
        }
    }
}

/* Generations of the keeper's own making that were heard of: what comes after them is counted without them. */
static uint32_t own_heard;

int changes_read(int socket, struct ruleset_change *newest, int *gap)
{
    int found = 0;
    for (;;) {
        char buffer[8192];
        struct sockaddr_nl sender = {.nl_pid = 0};
        socklen_t size = sizeof sender;
        ssize_t length = recvfrom(socket, buffer, sizeof buffer, 0, (struct sockaddr *)&sender, &size);
        if (length < 0) {
            if (errno == ENOBUFS) {
                *gap = 1;
                own_heard = ruleset_own_generations(); /* perhaps too many for what still waits: a gap has everything read anew */
            } else if (errno != EINTR)
                return found;
            continue;
        }
        if (sender.nl_pid != 0) /* not the kernel: another process of this namespace may send to us */
            continue;
        int left = (int)length;
        for (const struct nlmsghdr *m = (const struct nlmsghdr *)buffer; mnl_nlmsg_ok(m, left); m = mnl_nlmsg_next(m, &left)) {
            if (m->nlmsg_type != NEW_GENERATION)
                continue;
            if (ruleset_is_own(m->nlmsg_pid)) {
                own_heard++;
                continue;
            }
            read_change(m, newest);
            newest->generation += legacy_generations() - own_heard;
            found = 1;
        }
    }
}
