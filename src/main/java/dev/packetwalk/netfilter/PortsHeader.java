package dev.packetwalk.netfilter;

/**
 * The header of a protocol with ports and, as far as rules look, nothing else: UDP, UDP-Lite, SCTP, DCCP.
 *
 * @param protocol one that {@link Protocol#hasPorts has ports}, not TCP
 * @param sourcePort 0 to 65535
 * @param destinationPort 0 to 65535
 */
public record PortsHeader(Protocol protocol, int sourcePort, int destinationPort) implements Transport {}
