package dev.packetwalk.netfilter;

/**
 * The frame was sent by this Ethernet device: {@code -m mac --mac-source}. A packet over loopback has no such frame.
 *
 * @param source its hardware address
 */
public record MacMatch(MacAddress source) implements DetailMatch {}
