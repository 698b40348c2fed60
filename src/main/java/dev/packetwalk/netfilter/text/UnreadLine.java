package dev.packetwalk.netfilter.text;

/**
 * A line that says nothing that is understood, kept as it is: an empty one, a warning, or one that a problem is about.
 *
 * @param raw the line
 * @param line its 1-based number
 */
public record UnreadLine(String raw, int line) implements ListedLine, MonitorLine {}
