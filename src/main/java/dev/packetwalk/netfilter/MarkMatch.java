package dev.packetwalk.netfilter;

/**
 * {@code (mark & mask) == value}.
 *
 * @param value unsigned 32 bits
 * @param mask unsigned 32 bits
 */
public record MarkMatch(long value, long mask) implements Match {
    public boolean matches(long mark) {
        return (mark & mask) == value;
    }
}
