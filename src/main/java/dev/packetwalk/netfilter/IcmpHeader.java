package dev.packetwalk.netfilter;

/**
 * The start of an ICMP message.
 *
 * @param protocol {@link Protocol#ICMP} or {@link Protocol#ICMPV6}
 * @param type 0 to 255
 * @param code 0 to 255
 */
public record IcmpHeader(Protocol protocol, int type, int code) implements Transport {}
