package dev.packetwalk.netfilter;

/** The five points of the IP stack at which base chains run, in the order in which a packet can meet them. */
public enum Hook {
    PREROUTING,
    INPUT,
    FORWARD,
    OUTPUT,
    POSTROUTING
}
