package dev.packetwalk.netfilter;

import java.util.Set;

/**
 * The flow has got one of these far: {@code --ctstatus}.
 *
 * @param anyOf any of these; empty is {@code NONE}, which no flow has
 */
public record FlowStatusMatch(Set<Status> anyOf) implements FlowMatch {
    /** What a flow can have come to, in the order of the kernel's bits. */
    public enum Status {
        /** A helper foretold it. */
        EXPECTED,
        /** Packets were seen in both directions. */
        SEEN_REPLY,
        /** It is kept when the table gets full. */
        ASSURED,
        /** Its first packet has left the host. */
        CONFIRMED
    }

    public FlowStatusMatch {
        anyOf = Set.copyOf(anyOf);
    }
}
