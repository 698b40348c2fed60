package dev.packetwalk.netfilter;

/**
 * Gives the packet its flow's mark: {@code -j CONNMARK --restore-mark}.
 *
 * @param packetMask the bits of the packet's mark cleared first, unsigned 32 bits
 * @param flowMask the bits taken, unsigned 32 bits
 */
public record RestoreMark(long packetMask, long flowMask) implements Target {
    public long apply(long packetMark, long flowMark) {
        return (packetMark & ~packetMask & 0xffff_ffffL) ^ (flowMark & flowMask);
    }
}
