package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.Hook;
import dev.packetwalk.netfilter.Packet;
import org.jspecify.annotations.Nullable;

/** Where a packet is on its way, what it looks like there, and what is known of its flow. Changes with every step. */
final class Traveller {
    Packet packet;
    Hook hook = Hook.PREROUTING;

    /** Whether connection tracking has looked at it. */
    boolean tracked;

    /** Its flow; null before tracking, and for a packet that has none. */
    @Nullable
    Connection connection;

    boolean markKnown = true;

    Traveller(Packet packet) {
        this.packet = packet;
    }

    /** Its state as rules see it: before connection tracking every packet is INVALID that no rule has exempted. */
    ConnState state() {
        ConnState state = packet.state();
        return tracked || state == ConnState.UNTRACKED ? state : ConnState.INVALID;
    }
}
