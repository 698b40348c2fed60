package dev.packetwalk.netfilter;

/**
 * {@code mark = (mark & ~mask) ^ value} on the flow's mark: {@code -j CONNMARK --set-xmark}.
 *
 * @param value unsigned 32 bits
 * @param mask the bits cleared first, unsigned 32 bits
 */
public record SetFlowMark(long value, long mask) implements Target {
    public long apply(long mark) {
        return (mark & ~mask & 0xffff_ffffL) ^ value;
    }
}
