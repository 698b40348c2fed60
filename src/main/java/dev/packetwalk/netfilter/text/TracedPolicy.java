package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.Policy;

/**
 * The policy that a traced packet met at the end of a base chain.
 *
 * @param trace the kernel's id of the trace, as in {@link TracedPacket#trace()}
 * @param place the base chain
 * @param policy its policy
 * @param raw the line; nft's ends with the packet's mark where it has one
 * @param line its 1-based number
 */
public record TracedPolicy(String trace, TracePlace place, Policy policy, String raw, int line)
        implements MonitorLine {}
