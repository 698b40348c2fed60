package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.Packet;

/**
 * Packets that end differently with two rulesets.
 *
 * @param way which way they take
 * @param packets as they set out; never empty
 * @param first how they end with the first ruleset; its packets are these and perhaps more
 * @param second how they end with the second ruleset; its packets are these and perhaps more
 */
public record Difference(Way way, PacketSet packets, Outcome first, Outcome second) {
    /** One of the packets: the first of a new connection when there is one among them. */
    public Packet example() {
        return packets.only(Dimension.STATE, Dimension.state(ConnState.NEW))
                .example()
                .or(packets::example)
                .orElseThrow();
    }

    /** In words: an example, and why it ends as it does with each. */
    public String describe() {
        return way.word() + ", for example " + example() + ": first " + first.because() + "; then " + second.because();
    }
}
