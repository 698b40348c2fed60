package dev.packetwalk.netfilter;

/** Goes on behind the rule that called this chain; in a base chain, to the policy. */
public record Return() implements Target {}
