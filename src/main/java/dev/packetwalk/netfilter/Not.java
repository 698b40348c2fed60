package dev.packetwalk.netfilter;

/**
 * Holds when the condition does not: {@code !} before an option.
 *
 * @param match the condition turned around
 */
public record Not(Match match) implements Match {}
