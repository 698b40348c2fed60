package dev.packetwalk.netfilter;

/**
 * The TCP header has this option.
 *
 * @param kind the option's kind, 0 to 255
 */
public record TcpOptionMatch(int kind) implements Match {}
