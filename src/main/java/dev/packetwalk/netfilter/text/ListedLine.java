package dev.packetwalk.netfilter.text;

/** One line of {@code iptables -L}. */
public sealed interface ListedLine permits ListedChain, ListedHeading, ListedRule, UnreadLine {
    /** The line as it was printed. */
    String raw();

    /** Its 1-based number. */
    int line();
}
