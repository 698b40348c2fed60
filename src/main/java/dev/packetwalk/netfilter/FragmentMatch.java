package dev.packetwalk.netfilter;

/** The packet is a fragment after the first, which has no transport header: {@code -f}. */
public record FragmentMatch() implements Match {}
