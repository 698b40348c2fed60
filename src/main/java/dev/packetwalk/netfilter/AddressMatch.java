package dev.packetwalk.netfilter;

/**
 * The packet's source or destination address is one of these: {@code -s}, {@code -d}, {@code -m iprange}, {@code ip saddr}.
 *
 * @param side which end
 * @param addresses which addresses
 */
public record AddressMatch(Side side, Addresses addresses) implements Match {}
