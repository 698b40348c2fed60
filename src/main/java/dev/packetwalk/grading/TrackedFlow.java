package dev.packetwalk.grading;

import dev.packetwalk.netfilter.Flow;
import dev.packetwalk.netfilter.FlowDirection;
import dev.packetwalk.netfilter.Protocol;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was seen of one flow, from its first packet until it was forgotten. Changes while a journal is replayed. */
final class TrackedFlow {
    /** The states of a TCP connection in which both sides have heard each other. */
    private static final Set<String> COMPLETED =
            Set.of("ESTABLISHED", "FIN_WAIT", "CLOSE_WAIT", "LAST_ACK", "TIME_WAIT");

    private final Flow first;
    private final Instant begun;
    private final List<Sighting> sightings = new ArrayList<>();
    private @Nullable Instant ended;

    /**
     * The flow at one moment.
     *
     * @param rules in force then; null if they were not known
     */
    record Sighting(Instant at, Flow flow, @Nullable RulesInForce rules) {}

    /**
     * What tells flows apart.
     *
     * @param text protocol, addresses and ports of the opening packet; a string knows its hash, and there are many
     */
    record Key(String text) {
        static Key of(Flow flow) {
            FlowDirection opening = flow.original();
            return new Key(flow.protocol().number()
                    + " " + opening.source()
                    + " " + opening.destination()
                    + " " + opening.sourcePort().orElse(-1)
                    + " " + opening.destinationPort().orElse(-1)
                    + " " + opening.icmpType().orElse(-1)
                    + " " + opening.icmpId().orElse(-1));
        }
    }

    TrackedFlow(Flow first, Instant begun) {
        this.first = first;
        this.begun = begun;
    }

    void seen(Sighting sighting) {
        sightings.add(sighting);
    }

    /** Its newest sighting, if it is no older than that, may have happened under these rules. */
    void seenAgainUnder(RulesInForce rules, Instant since) {
        if (!sightings.isEmpty() && !sightings.getLast().at().isBefore(since)) {
            Sighting last = sightings.getLast();
            sightings.add(new Sighting(last.at(), last.flow(), rules));
        }
    }

    void end(Instant at) {
        ended = at;
    }

    Flow first() {
        return first;
    }

    Instant begun() {
        return begun;
    }

    Optional<Instant> ended() {
        return Optional.ofNullable(ended);
    }

    List<Sighting> sightings() {
        return List.copyOf(sightings);
    }

    /** Whether connection tracking has seen a packet in the other direction. */
    boolean replied() {
        return sightings.stream().anyMatch(s -> s.flow().replied());
    }

    /** Whether it was ever in that state. */
    boolean wasIn(String state) {
        return sightings.stream()
                .anyMatch(s -> s.flow().tcpState().filter(state::equals).isPresent());
    }

    /**
     * Whether an answer also reached the program. Connection tracking sees a packet before INPUT may drop it: a TCP connection
     * tells by its state; of others, the rules of that time are asked.
     */
    boolean answered() {
        return first.protocol().equals(Protocol.TCP)
                ? sightings.stream()
                        .anyMatch(s ->
                                s.flow().tcpState().filter(COMPLETED::contains).isPresent())
                : sightings.stream().anyMatch(s -> s.flow().replied() && letIn(s));
    }

    private static boolean letIn(Sighting sighting) {
        return sighting.rules() == null || sighting.rules().letsInReplyOf(sighting.flow());
    }
}
