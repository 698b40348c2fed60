#define _GNU_SOURCE
#include "links.h"

#include "process.h"

#include <arpa/inet.h>
#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <linux/veth.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { USABLE_LIMIT_US = 5000000, MESSAGE_MAX = 256 };

const struct interface loopback = {.name = "lo", .index = 1};

/* Begins the next message, for a failure to be told of in these words. */
static struct nlmsghdr *begin(struct links *links, uint16_t type, uint16_t flags, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

static struct nlmsghdr *begin(struct links *links, uint16_t type, uint16_t flags, const char *format, ...)
{
    if (links->count == LINKS_MESSAGES_MAX || links->used + MESSAGE_MAX > sizeof links->messages)
        fail(EXIT_BROKEN, "a topology with too many links");
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(links->each[links->count].about, sizeof links->each[links->count].about, format, arguments);
    va_end(arguments);
    struct nlmsghdr *message = mnl_nlmsg_put_header((char *)links->messages + links->used);
    message->nlmsg_type = type;
    message->nlmsg_flags = (uint16_t)(NLM_F_REQUEST | NLM_F_ACK | flags);
    message->nlmsg_seq = (uint32_t)links->count; /* which the answer bears, too */
    return message;
}

static void end(struct links *links, const struct nlmsghdr *message)
{
    links->used += MNL_ALIGN(message->nlmsg_len);
    links->count++;
}

static void put_interface_header(struct nlmsghdr *message, const struct interface *interface, unsigned int flags)
{
    struct ifinfomsg *header = mnl_nlmsg_put_extra_header(message, sizeof *header);
    header->ifi_index = interface->index;
    header->ifi_flags = header->ifi_change = flags;
}

static void put_end(struct nlmsghdr *message, const struct interface *interface, pid_t place)
{
    put_interface_header(message, interface, 0);
    mnl_attr_put_strz(message, IFLA_IFNAME, interface->name);
    if (place)
        mnl_attr_put_u32(message, IFLA_NET_NS_PID, (uint32_t)place);
}

void links_add_cable(struct links *links, const struct interface *near, pid_t near_place, const struct interface *far,
                     pid_t far_place)
{
    struct nlmsghdr *message = begin(links, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, "cable %s", near->name);
    put_end(message, near, near_place);
    struct nlattr *kind = mnl_attr_nest_start(message, IFLA_LINKINFO);
    mnl_attr_put_strz(message, IFLA_INFO_KIND, "veth");
    struct nlattr *data = mnl_attr_nest_start(message, IFLA_INFO_DATA);
    struct nlattr *peer = mnl_attr_nest_start(message, VETH_INFO_PEER);
    put_end(message, far, far_place);
    mnl_attr_nest_end(message, peer);
    mnl_attr_nest_end(message, data);
    mnl_attr_nest_end(message, kind);
    end(links, message);
}

void links_add_bridge(struct links *links, const struct interface *bridge)
{
    struct nlmsghdr *message = begin(links, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, "bridge %s", bridge->name);
    put_end(message, bridge, 0);
    struct nlattr *kind = mnl_attr_nest_start(message, IFLA_LINKINFO);
    mnl_attr_put_strz(message, IFLA_INFO_KIND, "bridge");
    mnl_attr_nest_end(message, kind);
    end(links, message);
}

/* A message of its own, before the interface comes up: within one the kernel would do this last, when the addresses are there. */
static void add_quiet(struct links *links, const struct interface *interface)
{
    struct nlmsghdr *message = begin(links, RTM_NEWLINK, 0, "interface %s without IPv6 addresses", interface->name);
    put_interface_header(message, interface, 0);
    struct nlattr *families = mnl_attr_nest_start(message, IFLA_AF_SPEC);
    struct nlattr *family = mnl_attr_nest_start(message, AF_INET6);
    mnl_attr_put_u8(message, IFLA_INET6_ADDR_GEN_MODE, IN6_ADDR_GEN_MODE_NONE);
    mnl_attr_nest_end(message, family);
    mnl_attr_nest_end(message, families);
    end(links, message);
}

void links_bring_up(struct links *links, const struct interface *interface)
{
    if (interface->is_quiet)
        add_quiet(links, interface);
    struct nlmsghdr *message = begin(links, RTM_NEWLINK, 0, "interface %s", interface->name);
    snprintf(links->each[links->count].up, IF_NAMESIZE, "%s", interface->name);
    put_interface_header(message, interface, IFF_UP);
    if (interface->bridge)
        mnl_attr_put_u32(message, IFLA_MASTER, (uint32_t)interface->bridge);
    end(links, message);
}

void links_add_look(struct links *links, const struct interface *interface)
{
    struct nlmsghdr *message = begin(links, RTM_GETLINK, 0, "interface %s", interface->name);
    put_interface_header(message, interface, 0);
    end(links, message);
}

/* Takes an address apart that the topology or this program has: it is known to be one. Returns the length of the prefix. */
static uint8_t parse(const char *cidr, struct in_addr *address)
{
    char digits[INET_ADDRSTRLEN];
    const char *slash = strchrnul(cidr, '/');
    snprintf(digits, sizeof digits, "%.*s", (int)(slash - cidr), cidr);
    if (inet_pton(AF_INET, digits, address) != 1)
        fail(EXIT_BROKEN, "'%s' is no IPv4 address", cidr);
    return *slash ? (uint8_t)atoi(slash + 1) : 32;
}

void links_add_address(struct links *links, const struct interface *interface, const char *cidr, int with_broadcast)
{
    struct in_addr address;
    uint8_t length = parse(cidr, &address);
    struct nlmsghdr *message =
        begin(links, RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL, "address %s of %s", cidr, interface->name);
    struct ifaddrmsg *header = mnl_nlmsg_put_extra_header(message, sizeof *header);
    header->ifa_family = AF_INET;
    header->ifa_prefixlen = length;
    header->ifa_index = (uint32_t)interface->index;
    mnl_attr_put_u32(message, IFA_LOCAL, address.s_addr);
    mnl_attr_put_u32(message, IFA_ADDRESS, address.s_addr);
    if (with_broadcast)
        mnl_attr_put_u32(message, IFA_BROADCAST, address.s_addr | htonl(UINT32_MAX >> length));
    end(links, message);
}

void links_add_route(struct links *links, const char *network, const char *gateway)
{
    struct in_addr to = {.s_addr = 0}, by;
    uint8_t length = network ? parse(network, &to) : 0;
    parse(gateway, &by);
    struct nlmsghdr *message =
        begin(links, RTM_NEWROUTE, NLM_F_CREATE | NLM_F_EXCL, "route %s via %s", network ? network : "default", gateway);
    struct rtmsg *header = mnl_nlmsg_put_extra_header(message, sizeof *header);
    header->rtm_family = AF_INET;
    header->rtm_dst_len = length;
    header->rtm_table = RT_TABLE_MAIN;
    header->rtm_protocol = RTPROT_BOOT;
    header->rtm_scope = RT_SCOPE_UNIVERSE;
    header->rtm_type = RTN_UNICAST;
    if (network)
        mnl_attr_put_u32(message, RTA_DST, to.s_addr);
    mnl_attr_put_u32(message, RTA_GATEWAY, by.s_addr);
    end(links, message);
}

/* What the kernel says of a failure beside its number; empty for nothing. */
static const char *reason_in(const struct nlmsghdr *answer)
{
    const struct nlattr *attribute;
    if (answer->nlmsg_flags & NLM_F_ACK_TLVS)
        mnl_attr_for_each(attribute, answer, sizeof(struct nlmsgerr)) {
            if (mnl_attr_get_type(attribute) == NLMSGERR_ATTR_MSG && mnl_attr_validate(attribute, MNL_TYPE_NUL_STRING) >= 0)
                return mnl_attr_get_str(attribute);
        }
    return "";
}

/* Exits when an answer tells of a failure; returns whether it was one to a message of ours. */
static int check(const char *what, const struct links *links, const struct nlmsghdr *answer)
{
    const struct nlmsgerr *verdict = mnl_nlmsg_get_payload(answer);
    if (answer->nlmsg_type != NLMSG_ERROR || answer->nlmsg_seq >= (uint32_t)links->count)
        return 0;
    if (verdict->error) {
        const char *reason = reason_in(answer);
        fail(EXIT_BROKEN, "%s: %s: %s%s%s", what, links->each[answer->nlmsg_seq].about, strerror(-verdict->error),
             *reason ? ": " : "", reason);
    }
    return 1;
}

static struct mnl_socket *open_kernel(const char *what)
{
    int on = 1;
    const struct sockaddr_nl from = {.nl_family = AF_NETLINK};
    struct mnl_socket *kernel = mnl_socket_open2(NETLINK_ROUTE, SOCK_CLOEXEC);
    /* Connected to the kernel, as the others: it takes nothing from whoever else may be in the namespace. */
    if (!kernel || mnl_socket_bind(kernel, 0, MNL_SOCKET_AUTOPID) < 0 ||
        connect(mnl_socket_get_fd(kernel), (const struct sockaddr *)&from, sizeof from) < 0)
        fail(EXIT_BROKEN, "%s: netlink: %s", what, strerror(errno));
    /* Reasons in words; an answer has them where it would else repeat the message. Without, there is the number. */
    mnl_socket_setsockopt(kernel, NETLINK_CAP_ACK, &on, sizeof on);
    mnl_socket_setsockopt(kernel, NETLINK_EXT_ACK, &on, sizeof on);
    return kernel;
}

void links_make(const char *what, const struct links *links)
{
    char answers[8192] __attribute__((aligned(8)));
    if (links->count == 0)
        return;
    struct mnl_socket *kernel = open_kernel(what);
    if (mnl_socket_sendto(kernel, links->messages, links->used) < 0)
        fail(EXIT_BROKEN, "%s: netlink: %s", what, strerror(errno));
    for (int answered = 0; answered < links->count;) {
        ssize_t length = mnl_socket_recvfrom(kernel, answers, sizeof answers);
        if (length < 0)
            fail(EXIT_BROKEN, "%s: netlink: %s", what, strerror(errno));
        int left = (int)length;
        for (const struct nlmsghdr *m = (const struct nlmsghdr *)answers; mnl_nlmsg_ok(m, left); m = mnl_nlmsg_next(m, &left))
            answered += check(what, links, m);
    }
    mnl_socket_close(kernel);
}

/* The name of an interface that was brought up and cannot be used yet; NULL when there is none. */
static const char *find_unusable(int handle, const struct links *links)
{
    for (int i = 0; i < links->count; i++) {
        struct ifreq request = {.ifr_flags = 0};
        memcpy(request.ifr_name, links->each[i].up, IF_NAMESIZE);
        if (!*request.ifr_name)
            continue;
        if (ioctl(handle, SIOCGIFFLAGS, &request) < 0)
            fail(EXIT_BROKEN, "interface %s: %s", links->each[i].up, strerror(errno));
        if ((request.ifr_flags & (IFF_UP | IFF_RUNNING)) == IFF_UP)
            return links->each[i].up;
    }
    return NULL;
}

void links_await(const char *what, const struct links *links)
{
    int64_t limit = now_us() + USABLE_LIMIT_US;
    int handle = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (handle < 0)
        fail(EXIT_BROKEN, "%s: socket: %s", what, strerror(errno));
    for (const char *name = find_unusable(handle, links); name; name = find_unusable(handle, links)) {
        if (now_us() > limit)
            fail(EXIT_BROKEN, "%s: interface %s did not come up", what, name);
        struct timespec pause = {.tv_nsec = 500000};
        nanosleep(&pause, NULL);
    }
    close(handle);
}
