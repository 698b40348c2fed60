package dev.packetwalk.netfilter;

/** Which of a packet's two interfaces a match looks at. */
public enum Direction {
    /** The interface on which the packet arrived. */
    IN,
    /** The interface through which the packet leaves. */
    OUT
}
