package dev.packetwalk.netfilter;

/**
 * The packet is of this IP version: {@code meta nfproto}, and what {@code ip saddr} implies in an inet table.
 *
 * @param family {@link Family#IP} or {@link Family#IP6}
 */
public record FamilyMatch(Family family) implements Match {}
