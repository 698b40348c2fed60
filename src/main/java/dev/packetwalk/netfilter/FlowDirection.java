package dev.packetwalk.netfilter;

import java.util.Optional;

/**
 * One direction of a flow.
 *
 * @param source address of its sender
 * @param destination address of its receiver
 * @param sourcePort present for protocols with ports
 * @param destinationPort present for protocols with ports
 * @param icmpType present for ICMP queries
 * @param icmpId present for ICMP queries
 * @param counters present when the kernel counts
 */
public record FlowDirection(
        Address source,
        Address destination,
        Optional<Integer> sourcePort,
        Optional<Integer> destinationPort,
        Optional<Integer> icmpType,
        Optional<Integer> icmpId,
        Optional<Counters> counters) {}
