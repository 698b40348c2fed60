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

/* Takes a field of the transport header. */
static void load(struct nftnl_rule *rule, uint32_t offset, uint32_t size)
{
    struct nftnl_expr *payload = expression(rule, "payload");
    nftnl_expr_set_u32(payload, NFTNL_EXPR_PAYLOAD_DREG, NFT_REG_1);
    nftnl_expr_set_u32(payload, NFTNL_EXPR_PAYLOAD_BASE, NFT_PAYLOAD_TRANSPORT_HEADER);
    nftnl_expr_set_u32(payload, NFTNL_EXPR_PAYLOAD_OFFSET, offset);
    nftnl_expr_set_u32(payload, NFTNL_EXPR_PAYLOAD_LEN, size);
}

static void within(struct nftnl_rule *rule, uint32_t offset, uint16_t first, uint16_t last)
{
    uint16_t least = htons(first), most = htons(last);
    load(rule, offset, sizeof least);
    compare(rule, NFT_CMP_GTE, &least, sizeof least);
    compare(rule, NFT_CMP_LTE, &most, sizeof most);
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

/* Has the kernel trace what comes from a port of a traced probe, or is one of its echo requests. */
static void add_start(const char *name, int hook)
{
    enum { SOURCE_PORT = 0, ICMP_TYPE = 0, ECHO_ID = 4 };
    const uint8_t echo_request = ICMP_ECHO;
    add_chain(name, hook, BEFORE_ALL);
    struct nftnl_rule *ports = rule_of(name), *echoes = rule_of(name);
    within(ports, SOURCE_PORT, TRACE_PORT_FIRST, TRACE_PORT_LAST);
    trace(ports);
    add_rule(ports);
    load(echoes, ICMP_TYPE, sizeof echo_request);
    compare(echoes, NFT_CMP_EQ, &echo_request, sizeof echo_request);
    within(echoes, ECHO_ID, TRACE_ECHO_FIRST, TRACE_ECHO_LAST);
    trace(echoes);
    add_rule(echoes);
}

int table_add_messages(struct mnl_nlmsg_batch *to, unsigned int *numbers)
{
    batch = to;
    sequence = numbers;
    requests = 0;
    nftnl_batch_begin(mnl_nlmsg_batch_current(batch), (*sequence)++);
    mnl_nlmsg_batch_next(batch);
    add_table();
    add_tracking();
    add_start("start-prerouting", NF_INET_PRE_ROUTING);
    add_start("start-output", NF_INET_LOCAL_OUT);
    add_chain("end-prerouting", NF_INET_PRE_ROUTING, BEHIND_ALL);
    add_chain("end-input", NF_INET_LOCAL_IN, BEHIND_ALL);
    add_chain("end-forward", NF_INET_FORWARD, BEHIND_ALL);
    add_chain("end-output", NF_INET_LOCAL_OUT, BEHIND_ALL);
    add_chain("end-postrouting", NF_INET_POST_ROUTING, BEHIND_ALL);
    nftnl_batch_end(mnl_nlmsg_batch_current(batch), (*sequence)++);
    mnl_nlmsg_batch_next(batch);
    return requests;
}
