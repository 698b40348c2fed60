package dev.packetwalk.netfilter.text;

/** One line of {@code xtables-monitor} or {@code nft monitor}. */
public sealed interface MonitorLine
        permits TracedPacket, TracedRule, TracedPolicy, TracedReturn, RulesetEvent, NewGeneration, UnreadLine {
    /** The line as it was printed. */
    String raw();

    /** Its 1-based number. */
    int line();
}
