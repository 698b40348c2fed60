package dev.packetwalk.netfilter.text;

import java.time.Instant;
import java.util.Optional;

/**
 * A change of the table of flows.
 *
 * @param change what happened
 * @param time when conntrack printed it; with {@code -o timestamp} only
 * @param tracked the flow, with the whole line; what an event does not mention (a mark of 0) is not in it
 */
public record FlowEvent(Change change, Optional<Instant> time, TrackedFlow tracked) {
    /** What can happen to a flow. */
    public enum Change {
        NEW,
        UPDATE,
        DESTROY
    }
}
