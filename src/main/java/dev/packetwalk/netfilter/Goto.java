package dev.packetwalk.netfilter;

/**
 * Continues in a chain of the same table without coming back here: that chain's end is the end of this one.
 *
 * @param chain its name
 */
public record Goto(String chain) implements Target {}
