package dev.packetwalk.netfilter;

/**
 * The frame was addressed like this: {@code -m pkttype --pkt-type}.
 *
 * @param cast to whom
 */
public record LinkCastMatch(LinkCast cast) implements DetailMatch {}
