#include "ruleset.h"

#include "process.h"

#include <arpa/inet.h>
#include <errno.h>
#include <libmnl/libmnl.h>
#include <libnftnl/chain.h>
#include <libnftnl/common.h>
#include <libnftnl/expr.h>
#include <libnftnl/rule.h>
#include <libnftnl/table.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_conntrack_common.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>

static const char chain_name[] = "conntrack";

static struct mnl_socket *kernel; /* owns the table: it goes when this is closed */
static unsigned int sequence;

static struct nftnl_expr *expression(struct nftnl_rule *rule, const char *name)
{
    struct nftnl_expr *made = nftnl_expr_alloc(name);
    if (!made)
        fail(EXIT_BROKEN, "no memory for a rule");
    nftnl_rule_add_expr(rule, made);
    return made;
}

/* "ct state new", without a verdict: it does nothing but make the kernel track connections. */
static struct nftnl_rule *tracking_rule(void)
{
    struct nftnl_rule *rule = nftnl_rule_alloc();
    if (!rule)
        fail(EXIT_BROKEN, "no memory for a rule");
    nftnl_rule_set_str(rule, NFTNL_RULE_TABLE, KEEPER_TABLE);
    nftnl_rule_set_str(rule, NFTNL_RULE_CHAIN, chain_name);
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
    struct nftnl_expr *compare = expression(rule, "cmp");
    nftnl_expr_set_u32(compare, NFTNL_EXPR_CMP_SREG, NFT_REG_1);
    nftnl_expr_set_u32(compare, NFTNL_EXPR_CMP_OP, NFT_CMP_NEQ);
    nftnl_expr_set(compare, NFTNL_EXPR_CMP_DATA, &zero, sizeof zero);
    return rule;
}

static struct nlmsghdr *begin_message(struct mnl_nlmsg_batch *batch, uint16_t type)
{
    return nftnl_nlmsg_build_hdr(mnl_nlmsg_batch_current(batch), type, NFPROTO_INET, NLM_F_CREATE | NLM_F_ACK, sequence++);
}

static void add_messages(struct mnl_nlmsg_batch *batch)
{
    struct nftnl_table *table = nftnl_table_alloc();
    struct nftnl_chain *chain = nftnl_chain_alloc();
    struct nftnl_rule *rule = tracking_rule();
    if (!table || !chain)
        fail(EXIT_BROKEN, "no memory for a table");
    nftnl_table_set_str(table, NFTNL_TABLE_NAME, KEEPER_TABLE);
    nftnl_table_set_u32(table, NFTNL_TABLE_FLAGS, NFT_TABLE_F_OWNER);
    nftnl_chain_set_str(chain, NFTNL_CHAIN_TABLE, KEEPER_TABLE);
    nftnl_chain_set_str(chain, NFTNL_CHAIN_NAME, chain_name);

    nftnl_batch_begin(mnl_nlmsg_batch_current(batch), sequence++);
    mnl_nlmsg_batch_next(batch);
    nftnl_table_nlmsg_build_payload(begin_message(batch, NFT_MSG_NEWTABLE), table);
    mnl_nlmsg_batch_next(batch);
    nftnl_chain_nlmsg_build_payload(begin_message(batch, NFT_MSG_NEWCHAIN), chain);
    mnl_nlmsg_batch_next(batch);
    nftnl_rule_nlmsg_build_payload(begin_message(batch, NFT_MSG_NEWRULE), rule);
    mnl_nlmsg_batch_next(batch);
    nftnl_batch_end(mnl_nlmsg_batch_current(batch), sequence++);
    mnl_nlmsg_batch_next(batch);

    nftnl_table_free(table);
    nftnl_chain_free(chain);
    nftnl_rule_free(rule);
}

/* Sends a request and hands every message of the answer to a callback; returns 0, or -1 with errno. */
static int ask(const struct nlmsghdr *request, mnl_cb_t callback, void *data)
{
    char buffer[16384]; /* MNL_SOCKET_BUFFER_SIZE is not constant everywhere */
    if (mnl_socket_sendto(kernel, request, request->nlmsg_len) < 0)
        return -1;
    for (;;) {
        ssize_t length = mnl_socket_recvfrom(kernel, buffer, sizeof buffer);
        if (length < 0)
            return -1;
        int more = mnl_cb_run(buffer, (size_t)length, request->nlmsg_seq, mnl_socket_get_portid(kernel), callback, data);
        if (more <= MNL_CB_STOP)
            return more;
    }
}

void ruleset_open(void)
{
    char buffer[8192];
    const struct timeval limit = {.tv_sec = 1};
    sequence = (unsigned int)time(NULL);
    kernel = mnl_socket_open2(NETLINK_NETFILTER, SOCK_CLOEXEC);
    /* Connected to the kernel, the socket takes nothing from other processes of the namespace, which could forge answers. */
    const struct sockaddr_nl from = {.nl_family = AF_NETLINK};
    if (!kernel || mnl_socket_bind(kernel, 0, MNL_SOCKET_AUTOPID) < 0 ||
        connect(mnl_socket_get_fd(kernel), (const struct sockaddr *)&from, sizeof from) < 0 ||
        setsockopt(mnl_socket_get_fd(kernel), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) < 0)
        fail(EXIT_BROKEN, "netlink: %s", strerror(errno));
    struct mnl_nlmsg_batch *batch = mnl_nlmsg_batch_start(buffer, sizeof buffer);
    if (!batch)
        fail(EXIT_BROKEN, "no memory for a table");
    add_messages(batch);
    if (mnl_socket_sendto(kernel, mnl_nlmsg_batch_head(batch), mnl_nlmsg_batch_size(batch)) < 0)
        fail(EXIT_BROKEN, "the keeper's table: %s", strerror(errno));
    mnl_nlmsg_batch_stop(batch);
    for (int answered = 0; answered < 3; answered++) {
        char answer[4096];
        ssize_t length = mnl_socket_recvfrom(kernel, answer, sizeof answer);
        if (length < 0 || mnl_cb_run(answer, (size_t)length, 0, mnl_socket_get_portid(kernel), NULL, NULL) < 0)
            fail(EXIT_BROKEN, "the keeper's table (does this kernel know nf_tables and conntrack?): %s", strerror(errno));
    }
}

static int generation_attribute(const struct nlmsghdr *message, uint32_t *generation)
{
    const struct nlattr *attribute;
    mnl_attr_for_each(attribute, message, sizeof(struct nfgenmsg)) {
        if (mnl_attr_get_type(attribute) == NFTA_GEN_ID && mnl_attr_validate(attribute, MNL_TYPE_U32) >= 0) {
            *generation = ntohl(mnl_attr_get_u32(attribute));
            return 1;
        }
    }
    return 0;
}

static int take_generation(const struct nlmsghdr *message, void *generation)
{
    return generation_attribute(message, generation) ? MNL_CB_STOP : MNL_CB_OK;
}

int ruleset_generation(uint32_t *generation)
{
    char buffer[256];
    struct nlmsghdr *request = nftnl_nlmsg_build_hdr(buffer, NFT_MSG_GETGEN, AF_UNSPEC, 0, sequence++);
    return ask(request, take_generation, generation) < 0 ? -1 : 0;
}

static int is_shown_elsewhere(const struct nlmsghdr *message)
{
    static const char *const known[] = {"filter", "nat", "mangle", "raw", "security"};
    const struct nfgenmsg *header = mnl_nlmsg_get_payload(message);
    const struct nlattr *attribute;
    const char *name = "";
    mnl_attr_for_each(attribute, message, sizeof *header) {
        if (mnl_attr_get_type(attribute) == NFTA_TABLE_NAME && mnl_attr_validate(attribute, MNL_TYPE_NUL_STRING) >= 0)
            name = mnl_attr_get_str(attribute);
    }
    if (header->nfgen_family == NFPROTO_INET && strcmp(name, KEEPER_TABLE) == 0)
        return 1;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (header->nfgen_family == NFPROTO_IPV4 && strcmp(name, known[i]) == 0)
            return 1;
    return 0;
}

static int look_at_table(const struct nlmsghdr *message, void *more)
{
    if (!is_shown_elsewhere(message))
        *(int *)more = 1;
    return MNL_CB_OK;
}

int ruleset_has_more(void)
{
    char buffer[256];
    int more = 0;
    struct nlmsghdr *request = nftnl_nlmsg_build_hdr(buffer, NFT_MSG_GETTABLE, AF_UNSPEC, NLM_F_DUMP, sequence++);
    return ask(request, look_at_table, &more) < 0 ? -1 : more;
}
