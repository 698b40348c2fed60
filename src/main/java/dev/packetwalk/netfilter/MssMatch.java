package dev.packetwalk.netfilter;

/**
 * The TCP header states a maximum segment size in this range: {@code -m tcpmss --mss}.
 *
 * @param first smallest size
 * @param last largest size
 */
public record MssMatch(int first, int last) implements DetailMatch {}
