package dev.packetwalk.netfilter.walk;

import java.util.List;

/**
 * For which packets a condition holds.
 *
 * @param yes packets for which it surely holds
 * @param maybe packets for which it depends on something else; none of them is in {@code yes}
 */
record Condition(PacketSet yes, PacketSet maybe) {
    static final Condition ALWAYS = new Condition(PacketSet.everything(), PacketSet.none());
    static final Condition UNKNOWN = new Condition(PacketSet.none(), PacketSet.everything());

    static Condition when(PacketSet yes) {
        return new Condition(yes, PacketSet.none());
    }

    Condition and(Condition other, Meter meter) {
        if (equals(ALWAYS)) {
            return other;
        }
        if (other.equals(ALWAYS)) {
            return this;
        }
        PacketSet both = yes.intersect(other.yes, meter);
        if (maybe.isEmpty() && other.maybe.isEmpty()) {
            return when(both);
        }
        PacketSet possible = PacketSet.union(
                List.of(
                        maybe.intersect(other.yes, meter),
                        maybe.intersect(other.maybe, meter),
                        yes.intersect(other.maybe, meter)),
                meter);
        return new Condition(both, possible);
    }

    /** Whether a packet that it holds for, or may hold for, is in the set. */
    boolean meets(PacketSet packets, Meter meter) {
        return packets.meets(yes, meter) || packets.meets(maybe, meter);
    }

    /** The opposite, for the packets to which the condition applies at all. */
    Condition notWithin(PacketSet domain, Meter meter) {
        return new Condition(domain.subtract(yes, meter).subtract(maybe, meter), domain.intersect(maybe, meter));
    }
}
