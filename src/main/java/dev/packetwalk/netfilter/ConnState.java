package dev.packetwalk.netfilter;

/** What connection tracking says about a packet; exactly one holds for each packet. */
public enum ConnState {
    /** Not part of any flow it could belong to, or not yet looked at by connection tracking. */
    INVALID,
    /** The first packets of a flow, before the other side has answered. */
    NEW,
    /** Starts something that a known flow asked for: an ICMP error about it, a helper's data connection. */
    RELATED,
    /** Part of a flow that has been seen in both directions. */
    ESTABLISHED,
    /** Exempted from connection tracking by a rule in the raw table. */
    UNTRACKED
}
