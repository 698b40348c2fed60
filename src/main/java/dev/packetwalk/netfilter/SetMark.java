package dev.packetwalk.netfilter;

/**
 * {@code mark = (mark & ~mask) ^ value}: every form of {@code -j MARK}, and {@code meta mark set}.
 *
 * @param value unsigned 32 bits
 * @param mask the bits cleared first, unsigned 32 bits
 */
public record SetMark(long value, long mask) implements Target {
    public long apply(long mark) {
        return (mark & ~mask & 0xffff_ffffL) ^ value;
    }
}
