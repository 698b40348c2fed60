package dev.packetwalk.netfilter.text;

import java.util.Optional;

/**
 * A rule that matched a traced packet. Rules that don't match are not traced.
 *
 * @param trace the kernel's id of the trace, as in {@link TracedPacket#trace()}
 * @param place its chain
 * @param handle the rule's handle, which is not its place in the chain; nft prints it with {@code -a} only
 * @param verdict what it did
 * @param text the rule: from xtables-monitor as iptables-save has it, from {@code -A} on; from nft in nft's words; empty where
 *     the tool did not know the rule
 * @param raw the line
 * @param line its 1-based number
 */
public record TracedRule(
        String trace, TracePlace place, Optional<Long> handle, TraceVerdict verdict, String text, String raw, int line)
        implements MonitorLine {}
