#include "told.h"

#include "base64.h"
#include "probe.h"
#include "ruleset.h"

#include <arpa/inet.h>
#include <endian.h>
#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <net/if.h>
#include <netinet/ip_icmp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* The kernel's headers of some distributions do not have these yet: what connection tracking says, since Linux 6.16. */
enum { TRACE_CT_STATUS = 20, TRACE_CT_STATE = 21, ATTRIBUTES = 22 };

enum { TRACE_MESSAGE = NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_TRACE };
enum { BUFFER_SIZE = 1 << 20, MESSAGES_AT_ONCE = 400, HEADER_MAX = 64 };
enum { NAME_MAX_SIZE = 256 };

_Static_assert(TOLD_LINE_SIZE >= 4 * BASE64_SIZE(NAME_MAX_SIZE) + 2 * BASE64_SIZE(HEADER_MAX) + 256, "a line fits");

/* What stays the same of a packet on its way, whatever rewrites it. */
struct likeness {
    uint8_t protocol;
    uint16_t size, id;
    uint8_t transport[4];
};

/*
 * The packets that have set out last, and whether they are a probe's. The kernel makes its number of a packet from a hash that some
 * get anew on their way: a number that is not known yet is then one more of a packet that looks the same.
 */
static struct known {
    uint32_t number, first_number;
    int is_probe;
    struct likeness likeness;
} packets[256];
static unsigned int newest;

int told_open(void)
{
    const struct sockaddr_nl own = {.nl_family = AF_NETLINK};
    const int group = NFNLGRP_NFTRACE, size = BUFFER_SIZE;
    int handle = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_NETFILTER);
    if (handle < 0)
        return -1;
    if (bind(handle, (const struct sockaddr *)&own, sizeof own) < 0 ||
        setsockopt(handle, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &group, sizeof group) < 0) {
        int error = errno;
        close(handle);
        errno = error;
        return -1;
    }
    /* Without the right to a larger buffer a long trace ends earlier. */
    setsockopt(handle, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size);
    return handle;
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

struct account {
    uint8_t family;
    const struct nlattr *of[ATTRIBUTES], *verdict[ATTRIBUTES];
    const char *table, *chain;
};

static void read_account(const struct nlmsghdr *message, struct account *account)
{
    const struct nfgenmsg *header = mnl_nlmsg_get_payload(message);
    memset(account, 0, sizeof *account);
    account->family = header->nfgen_family;
    by_type(mnl_nlmsg_get_payload_offset(message, sizeof *header), (int)(mnl_nlmsg_get_payload_len(message) - sizeof *header), account->of);
    const struct nlattr *verdict = account->of[NFTA_TRACE_VERDICT];
    if (verdict)
        by_type(mnl_attr_get_payload(verdict), mnl_attr_get_payload_len(verdict), account->verdict);
    account->table = text(account->of[NFTA_TRACE_TABLE]);
    account->chain = text(account->of[NFTA_TRACE_CHAIN]);
}

/* One message as one line; returns its length. */
static size_t print(const struct account *account, uint32_t packet, char *line)
{
    const struct nlattr *const *a = account->of, *rule = a[NFTA_TRACE_RULE_HANDLE];
    int place = 0;
    if (rule && strcmp(account->table, KEEPER_TABLE) != 0)
        place = ruleset_place(account->family, account->table, account->chain, be64toh(mnl_attr_get_u64(rule)));
    size_t used = (size_t)snprintf(line, 128, "%u %u %u %s %d %d %d %u", packet, account->family,
                                   number(a[NFTA_TRACE_TYPE]), rule ? "rule" : "-", place,
                                   (int)number(account->verdict[NFTA_VERDICT_CODE]),
                                   a[NFTA_TRACE_POLICY] ? (int)number(a[NFTA_TRACE_POLICY]) : -1, number(a[NFTA_TRACE_MARK]));
    used += (size_t)snprintf(line + used, 64, " %u %u", number(a[TRACE_CT_STATE]), number(a[TRACE_CT_STATUS]));
    used += add_name(line + used, account->table);
    used += add_name(line + used, account->chain);
    used += add_name(line + used, text(account->verdict[NFTA_VERDICT_CHAIN]));
    used += add_interface(line + used, a[NFTA_TRACE_IIF]);
    used += add_interface(line + used, a[NFTA_TRACE_OIF]);
    used += add_bytes(line + used, a[NFTA_TRACE_NETWORK_HEADER]);
    used += add_bytes(line + used, a[NFTA_TRACE_TRANSPORT_HEADER]);
    line[used++] = '\n';
    return used;
}

static int is_between(uint16_t number, uint16_t first, uint16_t last)
{
    return number >= first && number <= last;
}

/* By its ports, or its identifier; all other protocols are others'. */
static int is_of_probe(const struct account *account)
{
    const struct nlattr *network = account->of[NFTA_TRACE_NETWORK_HEADER], *transport = account->of[NFTA_TRACE_TRANSPORT_HEADER];
    if (!network || !transport || mnl_attr_get_payload_len(network) < 20 || mnl_attr_get_payload_len(transport) < 8)
        return 0;
    const uint8_t *n = mnl_attr_get_payload(network), *t = mnl_attr_get_payload(transport);
    uint16_t first = (uint16_t)(t[0] << 8 | t[1]), second = (uint16_t)(t[2] << 8 | t[3]), id = (uint16_t)(t[4] << 8 | t[5]);
    if (n[9] == IPPROTO_ICMP)
        return (t[0] == ICMP_ECHO || t[0] == ICMP_ECHOREPLY) && is_between(id, TRACE_ECHO_FIRST, TRACE_ECHO_LAST);
    return (n[9] == IPPROTO_TCP || n[9] == IPPROTO_UDP) &&
           (is_between(first, TRACE_PORT_FIRST, TRACE_PORT_LAST) || is_between(second, TRACE_PORT_FIRST, TRACE_PORT_LAST));
}

/* Whether a packet sets out with this message: the first of a chain that stands before all others shows it. */
static int is_start(const struct account *account)
{
    return strcmp(account->table, KEEPER_TABLE) == 0 && strncmp(account->chain, "end-", 4) != 0 &&
           account->of[NFTA_TRACE_NETWORK_HEADER];
}

static struct likeness likeness_of(const struct account *account)
{
    struct likeness likeness;
    memset(&likeness, 0, sizeof likeness);
    const struct nlattr *network = account->of[NFTA_TRACE_NETWORK_HEADER], *transport = account->of[NFTA_TRACE_TRANSPORT_HEADER];
    if (!network || mnl_attr_get_payload_len(network) < 20)
        return likeness;
    const uint8_t *n = mnl_attr_get_payload(network);
    likeness.protocol = n[9];
    memcpy(&likeness.size, n + 2, sizeof likeness.size);
    memcpy(&likeness.id, n + 4, sizeof likeness.id);
    /* A sequence number of TCP, the length of UDP: ports, identifiers and checksums may be rewritten. */
    size_t kept = n[9] == IPPROTO_TCP ? 4 : n[9] == IPPROTO_UDP ? 2 : 0;
    if (transport && mnl_attr_get_payload_len(transport) >= 8)
        memcpy(likeness.transport, (const uint8_t *)mnl_attr_get_payload(transport) + 4, kept);
    return likeness;
}

static struct known *add_known(uint32_t number, uint32_t first_number, int is_probe, const struct likeness *likeness)
{
    newest = (newest + 1) % (sizeof packets / sizeof *packets);
    packets[newest] = (struct known){.number = number, .first_number = first_number, .is_probe = is_probe};
    memcpy(&packets[newest].likeness, likeness, sizeof *likeness);
    return &packets[newest];
}

/* The newest packet of that number, or of that likeness; NULL when there is none. */
static struct known *find(const uint32_t *number, const struct likeness *likeness)
{
    enum { COUNT = sizeof packets / sizeof *packets };
    for (unsigned int back = 0; back < COUNT; back++) {
        struct known *known = &packets[(newest + COUNT - back) % COUNT];
        if ((!number || known->number == *number) &&
            (!likeness || memcmp(&known->likeness, likeness, sizeof *likeness) == 0))
            return known;
    }
    return NULL;
}

/* The packet that a message is about; NULL when nothing was told of it before and it does not set out now. */
static const struct known *packet_of(const struct account *account)
{
    uint32_t id = number(account->of[NFTA_TRACE_ID]);
    struct likeness likeness = likeness_of(account);
    if (is_start(account))
        return add_known(id, id, is_of_probe(account), &likeness);
    if (!account->of[NFTA_TRACE_NETWORK_HEADER])
        return find(&id, NULL);
    const struct known *known = find(&id, &likeness), *before = known ? NULL : find(NULL, &likeness);
    return before ? add_known(id, before->first_number, before->is_probe, &likeness) : known;
}

static void take(const struct nlmsghdr *message, struct told *told, const char *prefix)
{
    struct account account;
    read_account(message, &account);
    /* Of the keeper's own chains only what shows the packet says something. */
    if (strcmp(account.table, KEEPER_TABLE) == 0 && !account.of[NFTA_TRACE_NETWORK_HEADER])
        return;
    const struct known *packet = packet_of(&account);
    if (!packet || packet->is_probe != (told->of == TOLD_OF_PROBES) || told->used + TOLD_LINE_SIZE > told->room)
        return;
    told->starts += is_start(&account);
    told->used += (size_t)snprintf(told->lines + told->used, 32, "%s", prefix);
    told->used += print(&account, packet->first_number, told->lines + told->used);
}

void told_read(int handle, struct told *told, const char *prefix)
{
    for (int count = 0; count < MESSAGES_AT_ONCE;) {
        char buffer[4096] __attribute__((aligned(8)));
        struct sockaddr_nl sender = {.nl_pid = 0};
        socklen_t size = sizeof sender;
        ssize_t received = recvfrom(handle, buffer, sizeof buffer, 0, (struct sockaddr *)&sender, &size);
        if (received < 0) {
            if (errno == EINTR || errno == ENOBUFS)
                continue;
            return;
        }
        if (sender.nl_pid != 0) /* not the kernel: another process of this namespace may send to us */
            continue;
        int length = (int)received;
        for (const struct nlmsghdr *m = (const struct nlmsghdr *)buffer; mnl_nlmsg_ok(m, length); m = mnl_nlmsg_next(m, &length), count++)
            if (m->nlmsg_type == TRACE_MESSAGE)
                take(m, told, prefix);
    }
}
