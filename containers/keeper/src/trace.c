#include "trace.h"

#include "base64.h"
#include "probe.h"
#include "process.h"
#include "ruleset.h"

#include <arpa/inet.h>
#include <endian.h>
#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <net/if.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* The kernel's headers of some distributions do not have these yet: what connection tracking says, since Linux 6.16. */
enum { TRACE_CT_STATUS = 20, TRACE_CT_STATE = 21, ATTRIBUTES = 22 };

enum { TRACE_MESSAGE = NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_TRACE };
enum { BUFFER_SIZE = 1 << 20, MESSAGES_MAX = 400, HEADER_MAX = 64 };
enum { NAME_MAX_SIZE = 256, LINE_SIZE = 4 * BASE64_SIZE(NAME_MAX_SIZE) + 2 * BASE64_SIZE(HEADER_MAX) + 256 };
enum { FORGOTTEN_AFTER_US = 8000000 };

static int handle = -1;
static char of[ID_SIZE];
static int64_t begun_us;
static uint32_t generation;
static char lines[MESSAGES_MAX * 512];

static void stop(void)
{
    if (handle >= 0)
        close(handle);
    handle = -1;
}

int trace_begin(const char *id)
{
    const struct sockaddr_nl own = {.nl_family = AF_NETLINK};
    const int group = NFNLGRP_NFTRACE, size = BUFFER_SIZE;
    if (handle >= 0 && now_us() - begun_us < FORGOTTEN_AFTER_US) {
        errno = EBUSY;
        return -1;
    }
    stop();
    handle = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_NETFILTER);
    if (handle < 0 || bind(handle, (const struct sockaddr *)&own, sizeof own) < 0 ||
        setsockopt(handle, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &group, sizeof group) < 0) {
        int error = errno;
        stop();
        errno = error;
        return -1;
    }
    /* Without the right to a larger buffer a long trace ends earlier. */
    setsockopt(handle, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size);
    snprintf(of, sizeof of, "%s", id);
    begun_us = now_us();
    ruleset_generation(&generation);
    return 0;
}

void trace_abandon(void)
{
    stop();
}

int trace_is_of(const char *id)
{
    return handle >= 0 && strcmp(of, id) == 0;
}

static uint32_t number(const struct nlattr *attribute)
{
    return attribute && mnl_attr_get_payload_len(attribute) >= sizeof(uint32_t) ? ntohl(mnl_attr_get_u32(attribute)) : 0;
}

static const char *text(const struct nlattr *attribute)
{
    return attribute && mnl_attr_validate(attribute, MNL_TYPE_NUL_STRING) >= 0 ? mnl_attr_get_str(attribute) : "";
}

/* Bytes as one word: in base64, or - for none. */
static size_t add_word(char *line, const void *bytes, size_t size, size_t most)
{
    *line++ = ' ';
    if (size == 0) {
        *line = '-';
        return 2;
    }
    return 1 + base64_encode(bytes, size < most ? size : most, line);
}

static size_t add_bytes(char *line, const struct nlattr *attribute)
{
    return attribute ? add_word(line, mnl_attr_get_payload(attribute), mnl_attr_get_payload_len(attribute), HEADER_MAX)
                     : add_word(line, NULL, 0, 0);
}

static size_t add_name(char *line, const char *name)
{
    return add_word(line, name, strlen(name), NAME_MAX_SIZE);
}

static size_t add_interface(char *line, const struct nlattr *attribute)
{
    char name[IF_NAMESIZE] = "";
    if (number(attribute))
        if_indextoname(number(attribute), name);
    return add_name(line, name);
}

static void by_type(const struct nlattr *first, int length, const struct nlattr *attributes[])
{
    for (const struct nlattr *a = first; mnl_attr_ok(a, length); a = mnl_attr_next(a)) {
        if (mnl_attr_get_type(a) < ATTRIBUTES)
            attributes[mnl_attr_get_type(a)] = a;
        length -= (int)MNL_ALIGN(a->nla_len);
    }
}

/* One message as one line; returns its length. */
static size_t print(const struct nlmsghdr *message, char *line)
{
    const struct nfgenmsg *header = mnl_nlmsg_get_payload(message);
    const struct nlattr *a[ATTRIBUTES] = {NULL}, *verdict[ATTRIBUTES] = {NULL};
    by_type(mnl_nlmsg_get_payload_offset(message, sizeof *header), (int)(mnl_nlmsg_get_payload_len(message) - sizeof *header), a);
    if (a[NFTA_TRACE_VERDICT])
        by_type(mnl_attr_get_payload(a[NFTA_TRACE_VERDICT]), mnl_attr_get_payload_len(a[NFTA_TRACE_VERDICT]), verdict);
    const char *table = text(a[NFTA_TRACE_TABLE]), *chain = text(a[NFTA_TRACE_CHAIN]);
    int place = 0;
    const struct nlattr *rule = a[NFTA_TRACE_RULE_HANDLE];
    if (rule && strcmp(table, KEEPER_TABLE) != 0)
        place = ruleset_place(header->nfgen_family, table, chain, be64toh(mnl_attr_get_u64(rule)));
    size_t used = (size_t)snprintf(line, 128, "%u %u %u %s %d %d %d %u", number(a[NFTA_TRACE_ID]), header->nfgen_family,
                                   number(a[NFTA_TRACE_TYPE]), rule ? "rule" : "-", place, (int)number(verdict[NFTA_VERDICT_CODE]),
                                   a[NFTA_TRACE_POLICY] ? (int)number(a[NFTA_TRACE_POLICY]) : -1, number(a[NFTA_TRACE_MARK]));
    used += (size_t)snprintf(line + used, 64, " %u %u", number(a[TRACE_CT_STATE]), number(a[TRACE_CT_STATUS]));
    used += add_name(line + used, table);
    used += add_name(line + used, chain);
    used += add_name(line + used, text(verdict[NFTA_VERDICT_CHAIN]));
    used += add_interface(line + used, a[NFTA_TRACE_IIF]);
    used += add_interface(line + used, a[NFTA_TRACE_OIF]);
    used += add_bytes(line + used, a[NFTA_TRACE_NETWORK_HEADER]);
    used += add_bytes(line + used, a[NFTA_TRACE_TRANSPORT_HEADER]);
    line[used++] = '\n';
    return used;
}

/* Reads what the kernel has told; returns the length of the lines. */
static size_t collect(void)
{
    size_t used = 0;
    for (int count = 0; count < MESSAGES_MAX && used + LINE_SIZE < sizeof lines;) {
        char buffer[4096] __attribute__((aligned(8)));
        struct sockaddr_nl sender = {.nl_pid = 0};
        socklen_t size = sizeof sender;
        ssize_t received = recvfrom(handle, buffer, sizeof buffer, 0, (struct sockaddr *)&sender, &size);
        if (received < 0) {
            if (errno == EINTR || errno == ENOBUFS)
                continue;
            return used;
        }
        if (sender.nl_pid != 0) /* not the kernel: another process of this namespace may send to us */
            continue;
        int length = (int)received;
        for (const struct nlmsghdr *m = (const struct nlmsghdr *)buffer;
             mnl_nlmsg_ok(m, length) && used + LINE_SIZE < sizeof lines; m = mnl_nlmsg_next(m, &length), count++)
            if (m->nlmsg_type == TRACE_MESSAGE)
                used += print(m, lines + used);
    }
    return used;
}

void trace_answer(struct part first)
{
    char id[ID_SIZE];
    uint32_t after = 0;
    size_t length = collect();
    memcpy(id, of, sizeof id);
    stop();
    if (ruleset_generation(&after) < 0 || after != generation)
        output_error(id, "the rules changed while the packet was on its way: ask again");
    else
        output_response(id, generation, first, (struct part){lines, length});
}
