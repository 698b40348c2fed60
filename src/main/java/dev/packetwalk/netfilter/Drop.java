package dev.packetwalk.netfilter;

/** Discards the packet for good. */
public record Drop() implements Target {}
