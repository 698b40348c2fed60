#include "ruleset.h"

#include "legacy.h"
#include "process.h"
#include "table.h"

#include <arpa/inet.h>
#include <endian.h>
#include <errno.h>
#include <libmnl/libmnl.h>
#include <libnftnl/common.h>
#include <libnftnl/expr.h>
#include <libnftnl/rule.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>

static struct mnl_socket *kernel; /* owns the table: it goes when this is closed */
static unsigned int sequence;
static uint32_t own_generations; /* since the table was made: they are not the learner's, and nobody is told of them */

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

/* Sends messages as one transaction, and hears what the kernel says to each; returns 0, or -1 with errno. */
static int commit(int (*add)(struct mnl_nlmsg_batch *, unsigned int *, const void *), const void *what)
{
    char buffer[65536], answer[4096];
    struct mnl_nlmsg_batch *batch = mnl_nlmsg_batch_start(buffer, sizeof buffer / 2);
    if (!batch)
        return -1;
    int requests = add(batch, &sequence, what), refused = 0;
    ssize_t sent = mnl_socket_sendto(kernel, mnl_nlmsg_batch_head(batch), mnl_nlmsg_batch_size(batch));
    mnl_nlmsg_batch_stop(batch);
    if (sent < 0)
        return -1;
    for (int answered = 0; answered < requests; answered++) {
        ssize_t length = mnl_socket_recvfrom(kernel, answer, sizeof answer);
        if (length < 0)
            return -1;
        if (mnl_cb_run(answer, (size_t)length, 0, mnl_socket_get_portid(kernel), NULL, NULL) < 0)
            refused = errno;
    }
    errno = refused;
    return refused ? -1 : 0;
}

void ruleset_open(void)
{
    const struct timeval limit = {.tv_sec = 1};
    sequence = (unsigned int)time(NULL);
    kernel = mnl_socket_open2(NETLINK_NETFILTER, SOCK_CLOEXEC);
    /* Connected to the kernel, the socket takes nothing from other processes of the namespace, which could forge answers. */
    const struct sockaddr_nl from = {.nl_family = AF_NETLINK};
    if (!kernel || mnl_socket_bind(kernel, 0, MNL_SOCKET_AUTOPID) < 0 ||
        connect(mnl_socket_get_fd(kernel), (const struct sockaddr *)&from, sizeof from) < 0 ||
        setsockopt(mnl_socket_get_fd(kernel), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) < 0)
        fail(EXIT_BROKEN, "netlink: %s", strerror(errno));
    if (commit(table_add_messages, NULL) < 0)
        fail(EXIT_BROKEN, "the keeper's table (does this kernel know nf_tables and conntrack?): %s", strerror(errno));
}

int ruleset_watch(const struct wanted *wanted)
{
    if (commit(table_add_watch, wanted) < 0)
        return -1;
    own_generations++;
    return 0;
}

int ruleset_is_own(uint32_t port)
{
    return port == mnl_socket_get_portid(kernel);
}

uint32_t ruleset_own_generations(void)
{
    return own_generations;
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
    if (ask(request, take_generation, generation) < 0)
        return -1;
    *generation += legacy_generations() - own_generations;
    return 0;
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

/* The place of a rule that is looked for among those of its chain, as they come. */
struct search {
    uint64_t handle;
    int seen, found;
};

static int look_at_rule(const struct nlmsghdr *message, void *data)
{
    struct search *search = data;
    const struct nlattr *attribute;
    search->seen++;
    mnl_attr_for_each(attribute, message, sizeof(struct nfgenmsg)) {
        if (mnl_attr_get_type(attribute) == NFTA_RULE_HANDLE && mnl_attr_validate(attribute, MNL_TYPE_U64) >= 0 &&
            be64toh(mnl_attr_get_u64(attribute)) == search->handle)
            search->found = search->seen;
    }
    return MNL_CB_OK;
}

int ruleset_place(int family, const char *table, const char *chain, uint64_t handle)
{
    char buffer[1024];
    struct search search = {.handle = handle};
    struct nlmsghdr *request = nftnl_nlmsg_build_hdr(buffer, NFT_MSG_GETRULE, (uint16_t)family, NLM_F_DUMP, sequence++);
    mnl_attr_put_strz(request, NFTA_RULE_TABLE, table);
    mnl_attr_put_strz(request, NFTA_RULE_CHAIN, chain);
    return ask(request, look_at_rule, &search) < 0 ? 0 : search.found;
}

/* Adds up what the counters of a chain's rules say. */
static int look_at_counter(const struct nlmsghdr *message, void *packets)
{
    struct nftnl_rule *rule = nftnl_rule_alloc();
    if (rule && nftnl_rule_nlmsg_parse(message, rule) >= 0) {
        struct nftnl_expr_iter *iterator = nftnl_expr_iter_create(rule);
        for (struct nftnl_expr *e = iterator ? nftnl_expr_iter_next(iterator) : NULL; e; e = nftnl_expr_iter_next(iterator))
            if (strcmp(nftnl_expr_get_str(e, NFTNL_EXPR_NAME), "counter") == 0)
                *(uint64_t *)packets += nftnl_expr_get_u64(e, NFTNL_EXPR_CTR_PACKETS);
        if (iterator)
            nftnl_expr_iter_destroy(iterator);
    }
    if (rule)
        nftnl_rule_free(rule);
    return MNL_CB_OK;
}

uint64_t ruleset_watched(void)
{
    static const char *const chains[] = {WATCHED_PREROUTING, WATCHED_OUTPUT};
    uint64_t packets = 0;
    for (size_t i = 0; i < sizeof chains / sizeof *chains; i++) {
        char buffer[1024];
        struct nlmsghdr *request = nftnl_nlmsg_build_hdr(buffer, NFT_MSG_GETRULE, NFPROTO_INET, NLM_F_DUMP, sequence++);
        mnl_attr_put_strz(request, NFTA_RULE_TABLE, KEEPER_TABLE);
        mnl_attr_put_strz(request, NFTA_RULE_CHAIN, chains[i]);
        if (ask(request, look_at_counter, &packets) < 0)
            return packets;
    }
    return packets;
}
