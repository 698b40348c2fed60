package dev.packetwalk.netfilter;

/**
 * How often a rule or a base chain's policy applied.
 *
 * @param packets number of packets, unsigned 64 bits in the kernel
 * @param bytes sum of their lengths
 */
public record Counters(long packets, long bytes) {
    public static final Counters ZERO = new Counters(0, 0);

    /** As iptables-save prints it: {@code [12:3456]}. */
    @Override
    public String toString() {
        return "[" + Long.toUnsignedString(packets) + ":" + Long.toUnsignedString(bytes) + "]";
    }
}
