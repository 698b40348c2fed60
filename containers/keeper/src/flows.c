#include "flows.h"

#include "output.h"
#include "probe.h"
#include "process.h"

#include <arpa/inet.h>
#include <errno.h>
#include <libmnl/libmnl.h>
#include <libnetfilter_conntrack/libnetfilter_conntrack.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_conntrack.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* A flow that is told costs 10, another message 1; credit grows by 1 a millisecond: 1,000 flows at once, then 100 a second. */
enum { TOLD_COST = 10, SKIPPED_COST = 1, CREDIT_MAX = 10000, CREDIT_AFTER_FLOOD = 2500, US_PER_CREDIT = 1000 };

/* A flood is left alone for a second, and twice as long each time that it goes on; one after a quiet minute is a new one. */
enum { PAUSE_MIN_US = 1000000, PAUSE_MAX_US = 16000000, QUIET_US = 60000000 };

enum { BUFFER_SIZE = 1 << 20, MESSAGES_AT_ONCE = 128 };

static const struct topology *world;
static int handle = -1;
static int credit = CREDIT_MAX;
static int64_t credited_us, resume_us, resumed_us, pause_us = PAUSE_MIN_US;

static void listen_to(int group)
{
    if (setsockopt(handle, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &group, sizeof group) < 0)
        fail(EXIT_BROKEN, "listening for flows: %s", strerror(errno));
}

static void open_handle(void)
{
    const struct sockaddr_nl own = {.nl_family = AF_NETLINK}, kernel = {.nl_family = AF_NETLINK};
    const int size = BUFFER_SIZE;
    handle = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_NETFILTER);
    if (handle < 0 || bind(handle, (const struct sockaddr *)&own, sizeof own) < 0 ||
        connect(handle, (const struct sockaddr *)&kernel, sizeof kernel) < 0)
        fail(EXIT_BROKEN, "netlink: %s", strerror(errno));
    /* Without the right to a larger buffer there are gaps sooner. */
    setsockopt(handle, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size);
    listen_to(NFNLGRP_CONNTRACK_NEW);
    listen_to(NFNLGRP_CONNTRACK_UPDATE);
    listen_to(NFNLGRP_CONNTRACK_DESTROY);
}

void flows_open(const struct topology *topology)
{
    world = topology;
    credited_us = now_us();
    open_handle();
}

int flows_handle(void)
{
    return handle;
}

static int is_probe(const struct nf_conntrack *flow)
{
    if (nfct_get_attr_u8(flow, ATTR_ORIG_L4PROTO) == IPPROTO_ICMP) {
        uint16_t id = ntohs(nfct_get_attr_u16(flow, ATTR_ICMP_ID));
        return id >= PROBE_ECHO_FIRST && id <= PROBE_PORT_LAST;
    }
    uint16_t port = ntohs(nfct_get_attr_u16(flow, ATTR_ORIG_PORT_SRC));
    return port >= PROBE_PORT_FIRST && port <= PROBE_PORT_LAST;
}

static int is_traffic(const struct nf_conntrack *flow)
{
    for (int i = 0; i < world->traffic_count; i++) {
        const struct traffic *traffic = &world->traffic[i];
        if (nfct_get_attr_u32(flow, ATTR_ORIG_IPV4_SRC) == traffic->source.s_addr &&
            nfct_get_attr_u32(flow, ATTR_ORIG_IPV4_DST) == traffic->address.s_addr &&
            nfct_get_attr_u8(flow, ATTR_ORIG_L4PROTO) == traffic->protocol &&
            ntohs(nfct_get_attr_u16(flow, ATTR_ORIG_PORT_DST)) == traffic->port)
            return 1;
    }
    return 0;
}

static const char *change_of(const struct nlmsghdr *message)
{
    if (NFNL_MSG_TYPE(message->nlmsg_type) == IPCTNL_MSG_CT_DELETE)
        return "DESTROY";
    return message->nlmsg_flags & (NLM_F_CREATE | NLM_F_EXCL) ? "NEW" : "UPDATE";
}

/* Tells of a flow, or not; returns what that cost. */
static int tell(const struct nlmsghdr *message, struct nf_conntrack *flow)
{
    char line[1024];
    const char *change = change_of(message);
    /* It names who asked for it: only packets are believed. A flow that is forgotten is gone, whoever wanted that. */
    if (message->nlmsg_pid != 0 && strcmp(change, "DESTROY") != 0)
        return SKIPPED_COST;
    if (nfct_nlmsg_parse(message, flow) < 0)
        return SKIPPED_COST;
    if (nfct_get_attr_u8(flow, ATTR_ORIG_L3PROTO) == AF_INET && (is_probe(flow) || is_traffic(flow)))
        return SKIPPED_COST;
    int length = nfct_snprintf(line, sizeof line, flow, NFCT_T_UNKNOWN, NFCT_O_DEFAULT, NFCT_OF_SHOW_LAYER3 | NFCT_OF_ID);
    if (length < 0 || length >= (int)sizeof line) {
        output_gap();
        return TOLD_COST;
    }
    output_flow(change, line);
    return TOLD_COST;
}

static void take(const char *buffer, int length)
{
    for (const struct nlmsghdr *m = (const struct nlmsghdr *)buffer; mnl_nlmsg_ok(m, length); m = mnl_nlmsg_next(m, &length)) {
        struct nf_conntrack *flow = nfct_new();
        if (!flow)
            fail(EXIT_BROKEN, "no memory for a flow");
        if (NFNL_SUBSYS_ID(m->nlmsg_type) == NFNL_SUBSYS_CTNETLINK)
            credit -= tell(m, flow);
        nfct_destroy(flow);
    }
}

static void earn(void)
{
    int64_t earned = (now_us() - credited_us) / US_PER_CREDIT;
    credited_us += earned * US_PER_CREDIT;
    credit = earned > CREDIT_MAX - credit ? CREDIT_MAX : credit + (int)earned;
}

/* Without a listener the kernel does not even write the messages, so that a flood is its maker's cost alone. */
static void leave_alone(void)
{
    close(handle);
    handle = -1;
    int64_t now = now_us();
    if (now - resumed_us > QUIET_US)
        pause_us = PAUSE_MIN_US;
    resume_us = now + pause_us;
    pause_us = pause_us > PAUSE_MAX_US / 2 ? PAUSE_MAX_US : 2 * pause_us;
}

void flows_read(void)
{
    earn();
    for (int i = 0; i < MESSAGES_AT_ONCE && credit > 0; i++) {
        char buffer[8192] __attribute__((aligned(8)));
        struct sockaddr_nl sender = {.nl_pid = 0};
        socklen_t size = sizeof sender;
        ssize_t length = recvfrom(handle, buffer, sizeof buffer, 0, (struct sockaddr *)&sender, &size);
        if (length < 0) {
            if (errno == ENOBUFS)
                output_gap();
            else if (errno != EINTR)
                return;
            continue;
        }
        if (sender.nl_pid == 0) /* a group's messages may be sent by whoever is root in this namespace, too */
            take(buffer, (int)length);
        else
            credit -= SKIPPED_COST;
    }
    if (credit <= 0)
        leave_alone();
}

int flows_patience(void)
{
    if (handle >= 0)
        return -1;
    int64_t left = resume_us - now_us();
    return left > 0 ? (int)((left + 999) / 1000) : 0;
}

void flows_resume(void)
{
    if (handle >= 0 || now_us() < resume_us)
        return;
    resumed_us = credited_us = now_us();
    credit = CREDIT_AFTER_FLOOD;
    open_handle();
    output_gap(); /* only now, so that what is looked at afterwards misses nothing */
}
