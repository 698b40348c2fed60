package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.Flow;
import java.util.Locale;
import java.util.Optional;

/**
 * Connection tracking's look at a packet, at PREROUTING or OUTPUT between raw and mangle.
 *
 * @param state what it says
 * @param flow the flow that the packet belongs to, or is an error about; empty when it starts one, or has none, or was not stated
 * @param reply whether it goes against the flow's first packet
 */
public record Tracking(ConnState state, Optional<Flow> flow, boolean reply) implements Cause {
    @Override
    public String describe() {
        String direction = reply ? ", in reply" : "";
        return "connection tracking: " + state.name().toLowerCase(Locale.ROOT)
                + flow.map(known -> " (the flow from " + known.original().source() + " to "
                                + known.original().destination() + direction + ")")
                        .orElse("");
    }
}
