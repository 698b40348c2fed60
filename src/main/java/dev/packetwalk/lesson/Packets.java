package dev.packetwalk.lesson;

/**
 * A kind of packets: every packet that fits.
 *
 * @param words what to call one of them, such as {@code a reply to a connection of your own}
 */
public record Packets(String words) {}
