package dev.packetwalk.netfilter;

/** What a base chain does with a packet that reaches its end. */
public enum Policy {
    ACCEPT,
    DROP
}
