package dev.packetwalk.netfilter;

/**
 * A protocol of which rules see nothing but the number.
 *
 * @param protocol without ports, not ICMP
 */
public record OtherTransport(Protocol protocol) implements Transport {}
