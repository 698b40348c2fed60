package dev.packetwalk.netfilter.walk;

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

    Condition and(Condition other) {
        if (equals(ALWAYS)) {
            return other;
        }
        if (other.equals(ALWAYS)) {
            return this;
        }
        PacketSet both = yes.intersect(other.yes);
        PacketSet possible =
                maybe.intersect(other.yes).union(maybe.intersect(other.maybe)).union(yes.intersect(other.maybe));
        return new Condition(both, possible);
    }

    /** The opposite, for the packets to which the condition applies at all. */
    Condition notWithin(PacketSet domain) {
        return new Condition(domain.subtract(yes).subtract(maybe), domain.intersect(maybe));
    }
}
