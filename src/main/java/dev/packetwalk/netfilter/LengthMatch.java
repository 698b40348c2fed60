package dev.packetwalk.netfilter;

/**
 * The packet, IP header included, is that long: {@code -m length --length}.
 *
 * @param first fewest bytes
 * @param last most bytes
 */
public record LengthMatch(int first, int last) implements DetailMatch {}
