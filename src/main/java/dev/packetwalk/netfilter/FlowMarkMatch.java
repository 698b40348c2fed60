package dev.packetwalk.netfilter;

/**
 * {@code (mark & mask) == value} on the flow's mark: {@code -m connmark}.
 *
 * @param value unsigned 32 bits
 * @param mask unsigned 32 bits
 */
public record FlowMarkMatch(long value, long mask) implements FlowMatch {
    public boolean matches(long mark) {
        return (mark & mask) == value;
    }
}
