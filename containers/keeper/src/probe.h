/* What the keeper and the process of a host say to each other: one order or outcome a packet of a SOCK_SEQPACKET pair. */
#ifndef PROBE_H
#define PROBE_H

#include <netinet/in.h>
#include <stdint.h>

enum { ID_SIZE = 33, DETAIL_SIZE = 48, PROBES_MAX = 64 };

/* By its source port, or the identifier of an echo request, a flow is known to be a probe's: others choose these one time in 1,000. */
enum { PROBE_PORT_FIRST = 61000, PROBE_ECHO_FIRST = 61936, PROBE_PORT_LAST = 61999 };

/* Probes that the kernel is asked to trace have source ports and identifiers of their own among these. */
enum { TRACE_PORT_FIRST = 61800, TRACE_PORT_LAST = 61935, TRACE_ECHO_FIRST = 61984, TRACE_ECHO_LAST = 61999 };

struct probe_order {
    char id[ID_SIZE];
    int protocol;           /* IPPROTO_TCP, IPPROTO_UDP or IPPROTO_ICMP */
    struct in_addr address; /* network byte order */
    uint16_t port;          /* host byte order; 0 for ICMP */
    int64_t limit_us;
    int traced;             /* whether it is to come from a port of those that are traced */
    uint8_t flags;          /* of TCP: sends one segment with these, out of no connection; 0 opens a connection */
};

struct probe_outcome {
    char id[ID_SIZE];
    char answer[16]; /* as PROTOCOL.md names it; empty when the probe could not be sent at all */
    char detail[DETAIL_SIZE];
    int64_t elapsed_us;
};

/* Takes orders from a channel and sends outcomes to it, many at a time, until the channel closes. */
void probe_loop(int channel) __attribute__((noreturn));

#endif
