package dev.packetwalk.netfilter;

/** How a packet ends, as far as netfilter decides it. */
public enum Verdict {
    ACCEPT,
    /** Discarded without a word to the sender. */
    DROP,
    /** Discarded, and the sender is told by a TCP reset or an ICMP error. */
    REJECT,
    /** Not known: a target the model does not know decides, or there were more cases than the budget allows. */
    UNDECIDED
}
