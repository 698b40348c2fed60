package dev.packetwalk.netfilter.text;

/**
 * The end of a chain that a traced packet came to without a rule's verdict. Linux 6.18 does not have the tools print it.
 *
 * @param trace the kernel's id of the trace, as in {@link TracedPacket#trace()}
 * @param place the chain
 * @param raw the line
 * @param line its 1-based number
 */
public record TracedReturn(String trace, TracePlace place, String raw, int line) implements MonitorLine {}
