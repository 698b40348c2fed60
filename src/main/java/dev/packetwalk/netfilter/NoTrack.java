package dev.packetwalk.netfilter;

/**
 * Exempts the packet from connection tracking, unless it is tracked already (over loopback it can be).
 *
 * @param name the target's name in the rule: {@code NOTRACK}, {@code CT} for {@code CT --notrack}, {@code notrack} in nft
 */
public record NoTrack(String name) implements Target {}
