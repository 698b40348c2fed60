#include "probe.h"

#include "process.h"
#include "traffic.h"

#include <errno.h>
#include <linux/errqueue.h>
#include <linux/icmp.h>
#include <netinet/ip.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* One probe under way; the entry is free while `socket` is -1. */
struct flight {
    struct probe_order order;
    int socket;
    uint16_t port; /* our own: the source port, and the identifier of an echo request */
    int64_t sent_us;
};

static struct flight flights[PROBES_MAX];

/* The ports, or identifiers, that are used one after the other. */
struct ports {
    int first, last, next;
};

static struct ports ports = {PROBE_PORT_FIRST, TRACE_PORT_FIRST - 1, PROBE_PORT_FIRST};
static struct ports traced_ports = {TRACE_PORT_FIRST, TRACE_PORT_LAST, TRACE_PORT_FIRST};
static struct ports echoes = {PROBE_ECHO_FIRST, TRACE_ECHO_FIRST - 1, PROBE_ECHO_FIRST};
static struct ports traced_echoes = {TRACE_ECHO_FIRST, TRACE_ECHO_LAST, TRACE_ECHO_FIRST};
static int replies_to;

static void conclude(struct flight *flight, const char *answer, const char *detail)
{
    struct probe_outcome outcome = {.elapsed_us = now_us() - flight->sent_us};
    memcpy(outcome.id, flight->order.id, ID_SIZE);
    snprintf(outcome.answer, sizeof outcome.answer, "%s", answer);
    snprintf(outcome.detail, sizeof outcome.detail, "%s", detail);
    if (flight->socket >= 0)
        close(flight->socket);
    flight->socket = -1;
    /* The pair holds more outcomes than there can be probes under way, so this waits for nobody. */
    if (send(replies_to, &outcome, sizeof outcome, MSG_NOSIGNAL) < 0)
        exit(0);
}

/* Tells an error that a system call returned: the kernel refused to send, or had nowhere to send to. */
static void conclude_errno(struct flight *flight, int error)
{
    switch (error) {
    case ECONNREFUSED:
        conclude(flight, "refused", "RST");
        return;
    case EPERM: /* a rule of this machine's own OUTPUT dropped it: on the wire there is nothing */
        conclude(flight, "filtered", "nothing: dropped where it was sent");
        return;
    case ETIMEDOUT:
        conclude(flight, "filtered", "nothing");
        return;
    case ENETUNREACH:
        conclude(flight, "unreachable", "no route");
        return;
    case EHOSTUNREACH:
        conclude(flight, "unreachable", "no neighbour answers");
        return;
    default:
        conclude(flight, "unreachable", strerror(error));
    }
}

static void conclude_icmp(struct flight *flight, int type, int code)
{
    char detail[DETAIL_SIZE];
    snprintf(detail, sizeof detail, "ICMP %d/%d", type, code);
    conclude(flight, type == ICMP_DEST_UNREACH && code == ICMP_PORT_UNREACH ? "refused" : "unreachable", detail);
}

/* The internet checksum; `sum` is what was summed before. */
static uint16_t checksum(uint32_t sum, const unsigned char *bytes, size_t length)
{
    for (size_t i = 0; i + 1 < length; i += 2)
        sum += (uint32_t)bytes[i] << 8 | bytes[i + 1];
    while (sum >> 16)
        sum = (sum & 0xffff) + (sum >> 16);
    return htons((uint16_t)~sum);
}

static ssize_t send_echo(struct flight *flight)
{
    unsigned char packet[sizeof(struct icmphdr) + 32] = {0};
    struct icmphdr icmp = {.type = ICMP_ECHO, .un.echo = {.id = htons(flight->port), .sequence = htons(1)}};
    memcpy(packet, &icmp, sizeof icmp);
    memcpy(packet + sizeof icmp, "packetwalk", 10);
    icmp.checksum = checksum(0, packet, sizeof packet);
    memcpy(packet, &icmp, sizeof icmp);
    return send(flight->socket, packet, sizeof packet, MSG_NOSIGNAL);
}

/* One segment out of the middle of a connection that there never was. */
static ssize_t send_segment(struct flight *flight)
{
    struct sockaddr_in own;
    socklen_t size = sizeof own;
    if (getsockname(flight->socket, (struct sockaddr *)&own, &size) < 0)
        return -1;
    struct tcphdr tcp = {
        .th_sport = htons(flight->port), .th_dport = htons(flight->order.port), .th_seq = htonl(1), .th_win = htons(1024)};
    tcp.th_off = sizeof tcp / 4;
    tcp.th_flags = flight->order.flags;
    tcp.th_ack = flight->order.flags & TH_ACK ? htonl(1) : 0;
    uint32_t source = ntohl(own.sin_addr.s_addr), target = ntohl(flight->order.address.s_addr);
    uint32_t pseudo = (source >> 16) + (source & 0xffff) + (target >> 16) + (target & 0xffff) + IPPROTO_TCP + sizeof tcp;
    unsigned char packet[sizeof tcp];
    memcpy(packet, &tcp, sizeof tcp);
    tcp.th_sum = checksum(pseudo, packet, sizeof packet);
    return send(flight->socket, &tcp, sizeof tcp, MSG_NOSIGNAL);
}

/* To a name server, a question that it answers; to all else, a few bytes. */
static ssize_t send_datagram(struct flight *flight)
{
    static const unsigned char query[] = "\x70\x77\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00"
                                         "\x07" "example" "\x04" "test" "\x00" "\x00\x01\x00\x01";
    static const char words[] = "packetwalk\n";
    if (flight->order.port == 53)
        return send(flight->socket, query, sizeof query - 1, MSG_NOSIGNAL);
    return send(flight->socket, words, sizeof words - 1, MSG_NOSIGNAL);
}

static uint16_t next_of(struct ports *of)
{
    int port = of->next;
    of->next = port == of->last ? of->first : port + 1;
    return (uint16_t)port;
}

/* Binds to the next free port of ours. Echo requests and single segments have no port to bind, only the number. */
static int bind_port(struct flight *flight)
{
    if (flight->order.protocol == IPPROTO_ICMP) {
        flight->port = next_of(flight->order.traced ? &traced_echoes : &echoes);
        return 0;
    }
    struct ports *of = flight->order.traced ? &traced_ports : &ports;
    if (flight->order.flags) {
        flight->port = next_of(of);
        return 0;
    }
    for (int tries = of->first; tries <= of->last; tries++) {
        flight->port = next_of(of);
        struct sockaddr_in source = {.sin_family = AF_INET, .sin_port = htons(flight->port)};
        if (bind(flight->socket, (struct sockaddr *)&source, sizeof source) == 0)
            return 0;
    }
    return -1;
}

static int open_socket(const struct probe_order *order)
{
    int protocol = order->protocol;
    int kind = protocol == IPPROTO_UDP ? SOCK_DGRAM : protocol == IPPROTO_TCP && !order->flags ? SOCK_STREAM : SOCK_RAW;
    int handle = socket(AF_INET, kind | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);
    if (handle < 0)
        return -1;
    int on = 1;
    setsockopt(handle, SOL_IP, IP_RECVERR, &on, sizeof on);
    setsockopt(handle, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (kind == SOCK_STREAM) { /* a reset at the end leaves no TIME_WAIT behind on either side */
        struct linger linger = {.l_onoff = 1, .l_linger = 0};
        setsockopt(handle, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
    } else if (protocol == IPPROTO_ICMP) {
        struct icmp_filter filter = {.data = ~(1U << ICMP_ECHOREPLY)};
        setsockopt(handle, SOL_RAW, ICMP_FILTER, &filter, sizeof filter);
    }
    return handle;
}

static void begin(struct flight *flight, const struct probe_order *order)
{
    struct sockaddr_in target = {.sin_family = AF_INET, .sin_port = htons(order->port), .sin_addr = order->address};
    flight->order = *order;
    flight->sent_us = now_us();
    flight->socket = open_socket(order);
    if (flight->socket < 0 || bind_port(flight) < 0) {
        conclude(flight, "", "no free socket or port");
        return;
    }
    flight->sent_us = now_us();
    if (connect(flight->socket, (struct sockaddr *)&target, sizeof target) < 0 && errno != EINPROGRESS) {
        conclude_errno(flight, errno);
        return;
    }
    if (order->protocol == IPPROTO_UDP && send_datagram(flight) < 0)
        conclude_errno(flight, errno);
    else if (order->flags && send_segment(flight) < 0)
        conclude_errno(flight, errno);
    else if (order->protocol == IPPROTO_ICMP && send_echo(flight) < 0)
        conclude_errno(flight, errno);
}

/* Whether the packet that an error quotes is the one that this probe sent. */
static int quotes(const struct flight *flight, const unsigned char *packet, ssize_t length)
{
    if (flight->order.flags) /* raw sockets hear errors about each other's packets */
        return length >= 2 && (packet[0] << 8 | packet[1]) == flight->port;
    if (flight->order.protocol != IPPROTO_ICMP)
        return 1;
    return length >= 6 && (packet[4] << 8 | packet[5]) == flight->port;
}

/* Reads the errors that came back; returns 1 when one of them concluded the probe. */
static int read_errors(struct flight *flight)
{
    for (;;) {
        unsigned char packet[128];
        char control[512];
        struct iovec part = {.iov_base = packet, .iov_len = sizeof packet};
        struct msghdr message = {
            .msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
        ssize_t length = recvmsg(flight->socket, &message, MSG_ERRQUEUE);
        if (length < 0)
            return 0;
        for (struct cmsghdr *c = CMSG_FIRSTHDR(&message); c; c = CMSG_NXTHDR(&message, c)) {
            struct sock_extended_err error;
            if (c->cmsg_level != SOL_IP || c->cmsg_type != IP_RECVERR)
                continue;
            memcpy(&error, CMSG_DATA(c), sizeof error);
            if (error.ee_origin == SO_EE_ORIGIN_ICMP && quotes(flight, packet, length)) {
                conclude_icmp(flight, error.ee_type, error.ee_code);
                return 1;
            }
            if (error.ee_origin == SO_EE_ORIGIN_LOCAL) {
                conclude_errno(flight, (int)error.ee_errno);
                return 1;
            }
        }
    }
}

static void read_reply(struct flight *flight)
{
    unsigned char packet[256];
    ssize_t length = recv(flight->socket, packet, sizeof packet, 0);
    if (length < 0) {
        if (errno != EAGAIN)
            conclude_errno(flight, errno);
        return;
    }
    if (flight->order.protocol == IPPROTO_UDP) {
        conclude(flight, "reply", "datagram");
        return;
    }
    size_t header = length > 0 ? (size_t)(packet[0] & 15) * 4 : 0;
    if (flight->order.flags) {
        struct tcphdr tcp;
        if (header < sizeof(struct iphdr) || (size_t)length < header + sizeof tcp)
            return;
        memcpy(&tcp, packet + header, sizeof tcp);
        if (ntohs(tcp.th_dport) == flight->port && ntohs(tcp.th_sport) == flight->order.port)
            conclude(flight, tcp.th_flags & TH_RST ? "refused" : "reply", tcp.th_flags & TH_RST ? "RST" : "ACK");
        return;
    }
    struct icmphdr icmp;
    if (header < sizeof(struct iphdr) || (size_t)length < header + sizeof icmp)
        return;
    memcpy(&icmp, packet + header, sizeof icmp);
    if (ntohs(icmp.un.echo.id) == flight->port)
        conclude(flight, "reply", "echo reply");
}

static void hear(struct flight *flight, short events)
{
    if (read_errors(flight))
        return;
    if (flight->order.protocol != IPPROTO_TCP || flight->order.flags) {
        if (events & (POLLIN | POLLERR))
            read_reply(flight);
        return;
    }
    int error = 0;
    socklen_t size = sizeof error;
    if (getsockopt(flight->socket, SOL_SOCKET, SO_ERROR, &error, &size) < 0)
        error = errno;
    /* The ICMP error that was the cause may have come in since the look above; without one it was a reset. */
    if (error && read_errors(flight))
        return;
    if (error)
        conclude_errno(flight, error);
    else if (events & POLLOUT)
        conclude(flight, "open", "SYN-ACK");
}

static void take_order(int channel)
{
    struct probe_order order;
    ssize_t length = recv(channel, &order, sizeof order, 0);
    if (length < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (length != sizeof order)
        exit(0); /* the keeper is gone */
    struct flight *free_flight = NULL;
    for (int i = 0; i < PROBES_MAX && !free_flight; i++)
        if (flights[i].socket < 0)
            free_flight = &flights[i];
    if (free_flight) {
        begin(free_flight, &order);
    } else {
        struct flight none = {.order = order, .socket = -1, .sent_us = now_us()};
        conclude(&none, "", "too many probes under way");
    }
}

/* Milliseconds until the first deadline or traffic, rounded up; -1 for neither. */
static int patience(void)
{
    int64_t first = -1, now = now_us();
    for (int i = 0; i < PROBES_MAX; i++) {
        if (flights[i].socket < 0)
            continue;
        int64_t left = flights[i].sent_us + flights[i].order.limit_us - now;
        if (first < 0 || left < first)
            first = left > 0 ? left : 0;
    }
    int64_t due = traffic_due_us();
    if (due >= 0 && (first < 0 || due - now < first))
        first = due > now ? due - now : 0;
    return first < 0 ? -1 : (int)((first + 999) / 1000);
}

static void expire(void)
{
    for (int i = 0; i < PROBES_MAX; i++)
        if (flights[i].socket >= 0 && now_us() - flights[i].sent_us >= flights[i].order.limit_us)
            conclude(&flights[i], "filtered", "nothing");
}

void probe_loop(int channel)
{
    replies_to = channel;
    for (int i = 0; i < PROBES_MAX; i++)
        flights[i].socket = -1;
    for (;;) {
        struct pollfd polled[PROBES_MAX + 1 + TRAFFIC_MAX] = {{.fd = channel, .events = POLLIN}};
        for (int i = 0; i < PROBES_MAX; i++) {
            polled[i + 1].fd = flights[i].socket; /* poll passes over -1 */
            int connects = flights[i].order.protocol == IPPROTO_TCP && !flights[i].order.flags;
            polled[i + 1].events = connects ? POLLOUT : POLLIN;
        }
        traffic_await(polled + PROBES_MAX + 1);
        if (poll(polled, PROBES_MAX + 1 + TRAFFIC_MAX, patience()) < 0) {
            if (errno != EINTR)
                fail(EXIT_BROKEN, "a prober's poll: %s", strerror(errno));
            continue;
        }
        for (int i = 0; i < PROBES_MAX; i++)
            if (polled[i + 1].revents && flights[i].socket >= 0)
                hear(&flights[i], polled[i + 1].revents);
        expire();
        traffic_hear(polled + PROBES_MAX + 1);
        traffic_advance();
        if (polled[0].revents)
            take_order(channel);
    }
}
