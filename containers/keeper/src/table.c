#include "table.h"

#include "probe.h"
#include "process.h"
#include "ruleset.h"

#include <arpa/inet.h>
#include <libnftnl/chain.h>
#include <libnftnl/common.h>
#include <libnftnl/expr.h>
#include <libnftnl/rule.h>
#include <libnftnl/table.h>
#include <linux/icmp.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_conntrack_common.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter_ipv4.h>
#include <stdio.h>
#include <string.h>

enum { BEFORE_ALL = -350, BEHIND_ALL = 400 };

static const char tracking_chain[] = "conntrack";

static struct mnl_nlmsg_batch *batch;
static unsigned int *sequence;
static int requests;

static struct nftnl_expr *expression(struct nftnl_rule *rule, const char *name)
{
    struct nftnl_expr *made = nftnl_expr_alloc(name);
    if (!made)
        fail(EXIT_BROKEN, "no memory for a rule");
    nftnl_rule_add_expr(rule, made);
    return made;
}

static struct nftnl_rule *rule_of(const char *chain)
{
    struct nftnl_rule *rule = nftnl_rule_alloc();
    if (!rule)
        fail(EXIT_BROKEN, "no memory for a rule");
    nftnl_rule_set_str(rule, NFTNL_RULE_TABLE, KEEPER_TABLE);
    nftnl_rule_set_str(rule, NFTNL_RULE_CHAIN, chain);
    return rule;
}

static void compare(struct nftnl_rule *rule, uint32_t operation, const void *value, uint32_t size)
{
    struct nftnl_expr *cmp = expression(rule, "cmp");
    nftnl_expr_set_u32(cmp, NFTNL_EXPR_CMP_SREG, NFT_REG_1);
    nftnl_expr_set_u32(cmp, NFTNL_EXPR_CMP_OP, operation);
    nftnl_expr_set(cmp, NFTNL_EXPR_CMP_DATA, value, size);
}

static void load_from(struct nftnl_rule *rule, uint32_t header, uint32_t offset, uint32_t size)
{
    struct nftnl_expr *payload = expression(rule, "payload");
    nftnl_expr_set_u32(payload, NFTNL_EXPR_PAYLOAD_DREG, NFT_REG_1);
    nftnl_expr_set_u32(payload, NFTNL_EXPR_PAYLOAD_BASE, header);
    nftnl_expr_set_u32(payload, NFTNL_EXPR_PAYLOAD_OFFSET, offset);
    nftnl_expr_set_u32(payload, NFTNL_EXPR_PAYLOAD_LEN, size);
}

/* Takes a field of the transport header. */
static void load(struct nftnl_rule *rule, uint32_t offset, uint32_t size)
{
    load_from(rule, NFT_PAYLOAD_TRANSPORT_HEADER, offset, size);
}

/* "meta <key> == <value>", for keys of one byte. */
static void meta_is(struct nftnl_rule *rule, uint32_t key, uint8_t value)
{
    struct nftnl_expr *meta = expression(rule, "meta");
    nftnl_expr_set_u32(meta, NFTNL_EXPR_META_KEY, key);
    nftnl_expr_set_u32(meta, NFTNL_EXPR_META_DREG, NFT_REG_1);
    compare(rule, NFT_CMP_EQ, &value, sizeof value);
}

static void within(struct nftnl_rule *rule, uint32_t offset, uint16_t first, uint16_t last)
{
    uint16_t least = htons(first), most = htons(last);
    load(rule, offset, sizeof least);
    compare(rule, NFT_CMP_GTE, &least, sizeof least);
    compare(rule, NFT_CMP_LTE, &most, sizeof most);
}

/* A field of the transport header that is not one of those of probes. */
static void outside(struct nftnl_rule *rule, uint32_t offset, uint16_t first, uint16_t last)
{
    uint16_t least = htons(first), most = htons(last);
    load(rule, offset, sizeof least);
    struct nftnl_expr *range = expression(rule, "range");
    nftnl_expr_set_u32(range, NFTNL_EXPR_RANGE_SREG, NFT_REG_1);
    nftnl_expr_set_u32(range, NFTNL_EXPR_RANGE_OP, NFT_RANGE_NEQ);
    nftnl_expr_set(range, NFTNL_EXPR_RANGE_FROM_DATA, &least, sizeof least);
    nftnl_expr_set(range, NFTNL_EXPR_RANGE_TO_DATA, &most, sizeof most);
}

/* Goes on in another chain; to come back or not. */
static void call(struct nftnl_rule *rule, const char *chain, int32_t how)
{
    struct nftnl_expr *verdict = expression(rule, "immediate");
    nftnl_expr_set_u32(verdict, NFTNL_EXPR_IMM_DREG, NFT_REG_VERDICT);
    nftnl_expr_set_u32(verdict, NFTNL_EXPR_IMM_VERDICT, (uint32_t)how);
    nftnl_expr_set_str(verdict, NFTNL_EXPR_IMM_CHAIN, chain);
}

/* "meta nftrace set 1" */
static void trace(struct nftnl_rule *rule)
{
    const uint8_t on = 1;
    struct nftnl_expr *immediate = expression(rule, "immediate");
    nftnl_expr_set_u32(immediate, NFTNL_EXPR_IMM_DREG, NFT_REG_1);
    nftnl_expr_set(immediate, NFTNL_EXPR_IMM_DATA, &on, sizeof on);
    struct nftnl_expr *meta = expression(rule, "meta");
    nftnl_expr_set_u32(meta, NFTNL_EXPR_META_KEY, NFT_META_NFTRACE);
    nftnl_expr_set_u32(meta, NFTNL_EXPR_META_SREG, NFT_REG_1);
}

static struct nlmsghdr *begin_message(uint16_t type, uint16_t flags)
{
    return nftnl_nlmsg_build_hdr(mnl_nlmsg_batch_current(batch), type, NFPROTO_INET, (uint16_t)(NLM_F_CREATE | NLM_F_ACK | flags),
                                 (*sequence)++);
}

static void end_message(void)
{
    requests++;
    if (!mnl_nlmsg_batch_next(batch))
        fail(EXIT_BROKEN, "the keeper's table is larger than the room for it");
}

static void add_rule(struct nftnl_rule *rule)
{
    nftnl_rule_nlmsg_build_payload(begin_message(NFT_MSG_NEWRULE, NLM_F_APPEND), rule);
    nftnl_rule_free(rule);
    end_message();
}

/* A chain; one that only stands there for its rules to be looked at has no hook (negative). */
static void add_chain(const char *name, int hook, int32_t priority)
{
    struct nftnl_chain *chain = nftnl_chain_alloc();
    if (!chain)
        fail(EXIT_BROKEN, "no memory for a chain");
    nftnl_chain_set_str(chain, NFTNL_CHAIN_TABLE, KEEPER_TABLE);
    nftnl_chain_set_str(chain, NFTNL_CHAIN_NAME, name);
    if (hook >= 0) {
        nftnl_chain_set_str(chain, NFTNL_CHAIN_TYPE, "filter");
        nftnl_chain_set_u32(chain, NFTNL_CHAIN_HOOKNUM, (uint32_t)hook);
        nftnl_chain_set_s32(chain, NFTNL_CHAIN_PRIO, priority);
        nftnl_chain_set_u32(chain, NFTNL_CHAIN_POLICY, NF_ACCEPT);
    }
    nftnl_chain_nlmsg_build_payload(begin_message(NFT_MSG_NEWCHAIN, 0), chain);
    nftnl_chain_free(chain);
    end_message();
}

static void add_table(void)
{
    struct nftnl_table *table = nftnl_table_alloc();
    if (!table)
        fail(EXIT_BROKEN, "no memory for a table");
    nftnl_table_set_str(table, NFTNL_TABLE_NAME, KEEPER_TABLE);
    nftnl_table_set_u32(table, NFTNL_TABLE_FLAGS, NFT_TABLE_F_OWNER);
    nftnl_table_nlmsg_build_payload(begin_message(NFT_MSG_NEWTABLE, 0), table);
    nftnl_table_free(table);
    end_message();
}

/* "ct state new", without a verdict: it does nothing but make the kernel track connections. */
static void add_tracking(void)
{
    add_chain(tracking_chain, -1, 0);
    struct nftnl_rule *rule = rule_of(tracking_chain);
    struct nftnl_expr *ct = expression(rule, "ct");
    nftnl_expr_set_u32(ct, NFTNL_EXPR_CT_DREG, NFT_REG_1);
    nftnl_expr_set_u32(ct, NFTNL_EXPR_CT_KEY, NFT_CT_STATE);
    uint32_t state = NF_CT_STATE_BIT(IP_CT_NEW), zero = 0;
    struct nftnl_expr *mask = expression(rule, "bitwise");
    nftnl_expr_set_u32(mask, NFTNL_EXPR_BITWISE_SREG, NFT_REG_1);
    nftnl_expr_set_u32(mask, NFTNL_EXPR_BITWISE_DREG, NFT_REG_1);
    nftnl_expr_set_u32(mask, NFTNL_EXPR_BITWISE_LEN, sizeof state);
    nftnl_expr_set(mask, NFTNL_EXPR_BITWISE_MASK, &state, sizeof state);
    nftnl_expr_set(mask, NFTNL_EXPR_BITWISE_XOR, &zero, sizeof zero);
    compare(rule, NFT_CMP_NEQ, &zero, sizeof zero);
    add_rule(rule);
}

enum { SOURCE_PORT = 0, DESTINATION_PORT = 2, ICMP_TYPE = 0, ECHO_ID = 4 };

static void add_port_rule(const char *chain, uint32_t field)
{
    struct nftnl_rule *rule = rule_of(chain);
    within(rule, field, TRACE_PORT_FIRST, TRACE_PORT_LAST);
    trace(rule);
    add_rule(rule);
}

static void add_echo_rule(const char *chain, uint8_t type)
{
    struct nftnl_rule *rule = rule_of(chain);
    meta_is(rule, NFT_META_L4PROTO, IPPROTO_ICMP);
    load(rule, ICMP_TYPE, sizeof type);
    compare(rule, NFT_CMP_EQ, &type, sizeof type);
    within(rule, ECHO_ID, TRACE_ECHO_FIRST, TRACE_ECHO_LAST);
    trace(rule);
    add_rule(rule);
}

/* The rules of a chain that counts what comes, and has the kernel trace a few of it: some at once, and then some each second. */
static void add_watched(const char *name)
{
    struct nftnl_rule *counting = rule_of(name), *tracing = rule_of(name);
    expression(counting, "counter");
    add_rule(counting);
    struct nftnl_expr *limit = expression(tracing, "limit");
    nftnl_expr_set_u64(limit, NFTNL_EXPR_LIMIT_RATE, WATCHED_EACH_SECOND);
    nftnl_expr_set_u64(limit, NFTNL_EXPR_LIMIT_UNIT, 1);
    nftnl_expr_set_u32(limit, NFTNL_EXPR_LIMIT_BURST, WATCHED_AT_ONCE);
    nftnl_expr_set_u32(limit, NFTNL_EXPR_LIMIT_TYPE, NFT_LIMIT_PKTS);
    trace(tracing);
    add_rule(tracing);
}

static const struct hook {
    const char *start, *wanted, *watched;
    uint32_t number;
} hooks[] = {
    {"start-prerouting", "wanted-prerouting", WATCHED_PREROUTING, NF_INET_PRE_ROUTING},
    {"start-output", "wanted-output", WATCHED_OUTPUT, NF_INET_LOCAL_OUT},
};

/* Has the kernel trace the packets of traced probes in both directions, and those that are watched for. */
static void add_start(const struct hook *hook)
{
    add_chain(hook->start, (int)hook->number, BEFORE_ALL);
    add_chain(hook->wanted, -1, 0);
    add_chain(hook->watched, -1, 0);
    add_port_rule(hook->start, SOURCE_PORT);
    add_port_rule(hook->start, DESTINATION_PORT);
    add_echo_rule(hook->start, ICMP_ECHO);
    add_echo_rule(hook->start, ICMP_ECHOREPLY);
    struct nftnl_rule *rule = rule_of(hook->start);
    call(rule, hook->wanted, NFT_JUMP);
    add_rule(rule);
}

/* One kind of packets that are watched for: of a protocol, with the host and the port at these ends. */
static void add_wanted(const struct hook *hook, const struct wanted *wanted, uint8_t protocol, uint32_t host_at, uint32_t port_at)
{
    uint16_t port = htons(wanted->port);
    struct nftnl_rule *rule = rule_of(hook->wanted);
    meta_is(rule, NFT_META_NFPROTO, NFPROTO_IPV4);
    meta_is(rule, NFT_META_L4PROTO, protocol);
    if (wanted->host.s_addr) {
        load_from(rule, NFT_PAYLOAD_NETWORK_HEADER, host_at, sizeof wanted->host);
        compare(rule, NFT_CMP_EQ, &wanted->host, sizeof wanted->host);
    }
    if (protocol == IPPROTO_ICMP) {
        outside(rule, ECHO_ID, PROBE_ECHO_FIRST, PROBE_PORT_LAST);
    } else {
        outside(rule, SOURCE_PORT, PROBE_PORT_FIRST, PROBE_PORT_LAST);
        outside(rule, DESTINATION_PORT, PROBE_PORT_FIRST, PROBE_PORT_LAST);
        if (wanted->port) {
            load(rule, port_at, sizeof port);
            compare(rule, NFT_CMP_EQ, &port, sizeof port);
        }
    }
    call(rule, hook->watched, NFT_GOTO);
    add_rule(rule);
}

static void add_all_wanted(const struct hook *hook, const struct wanted *wanted)
{
    enum { SOURCE_HOST = 12, DESTINATION_HOST = 16 };
    static const uint8_t protocols[] = {IPPROTO_TCP, IPPROTO_UDP, IPPROTO_ICMP};
    for (size_t i = 0; i < sizeof protocols; i++) {
        int icmp = protocols[i] == IPPROTO_ICMP;
        if ((wanted->protocol && wanted->protocol != protocols[i]) || (icmp && wanted->port))
            continue;
        for (int host_end = 0; host_end < (wanted->host.s_addr ? 2 : 1); host_end++)
            for (int port_end = 0; port_end < (wanted->port ? 2 : 1); port_end++)
                add_wanted(hook, wanted, protocols[i], host_end ? DESTINATION_HOST : SOURCE_HOST,
                           port_end ? DESTINATION_PORT : SOURCE_PORT);
    }
}

static void begin_batch(struct mnl_nlmsg_batch *to, unsigned int *numbers)
{
    batch = to;
    sequence = numbers;
    requests = 0;
    nftnl_batch_begin(mnl_nlmsg_batch_current(batch), (*sequence)++);
    mnl_nlmsg_batch_next(batch);
}

static int end_batch(void)
{
    nftnl_batch_end(mnl_nlmsg_batch_current(batch), (*sequence)++);
    mnl_nlmsg_batch_next(batch);
    return requests;
}

static void remove_rules(const char *chain)
{
    struct nftnl_rule *all = rule_of(chain);
    nftnl_rule_nlmsg_build_payload(begin_message(NFT_MSG_DELRULE, 0), all);
    nftnl_rule_free(all);
    end_message();
}

int table_add_watch(struct mnl_nlmsg_batch *to, unsigned int *numbers, const void *what)
{
    const struct wanted *wanted = what;
    begin_batch(to, numbers);
    for (size_t i = 0; i < sizeof hooks / sizeof *hooks; i++) {
        remove_rules(hooks[i].wanted);
        if (wanted) { /* counts from 0, and has all of its first traces */
            remove_rules(hooks[i].watched);
            add_watched(hooks[i].watched);
        }
        int out = hooks[i].number == NF_INET_LOCAL_OUT;
        if (wanted && (wanted->direction == WATCH_BOTH || out == (wanted->direction == WATCH_OUT)))
            add_all_wanted(&hooks[i], wanted);
    }
    return end_batch();
}

int table_add_messages(struct mnl_nlmsg_batch *to, unsigned int *numbers, const void *what)
{
    (void)what;
    begin_batch(to, numbers);
    add_table();
    add_tracking();
    for (size_t i = 0; i < sizeof hooks / sizeof *hooks; i++)
        add_start(&hooks[i]);
    add_chain("end-prerouting", NF_INET_PRE_ROUTING, BEHIND_ALL);
    add_chain("end-input", NF_INET_LOCAL_IN, BEHIND_ALL);
    add_chain("end-forward", NF_INET_FORWARD, BEHIND_ALL);
    add_chain("end-output", NF_INET_LOCAL_OUT, BEHIND_ALL);
    add_chain("end-postrouting", NF_INET_POST_ROUTING, BEHIND_ALL);
    return end_batch();
}
