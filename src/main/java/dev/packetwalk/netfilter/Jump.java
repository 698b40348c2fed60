package dev.packetwalk.netfilter;

/**
 * Calls a chain of the same table, and goes on behind this rule when that chain does not decide.
 *
 * @param chain its name
 */
public record Jump(String chain) implements Target {}
