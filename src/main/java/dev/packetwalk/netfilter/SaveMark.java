package dev.packetwalk.netfilter;

/**
 * Gives the flow the packet's mark: {@code -j CONNMARK --save-mark}.
 *
 * @param packetMask the bits taken, unsigned 32 bits
 * @param flowMask the bits of the flow's mark cleared first, unsigned 32 bits
 */
public record SaveMark(long packetMask, long flowMask) implements Target {
    public long apply(long packetMark, long flowMark) {
        return (flowMark & ~flowMask & 0xffff_ffffL) ^ (packetMark & packetMask);
    }
}
