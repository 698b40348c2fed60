package dev.packetwalk.grading;

import dev.packetwalk.grading.Argument.Authored;
import dev.packetwalk.grading.Argument.Code;
import dev.packetwalk.grading.CheckResult.State;
import dev.packetwalk.lesson.FlowPattern;
import dev.packetwalk.netfilter.Flow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides about flows, and says what was seen instead. */
final class FlowGrading {
    private FlowGrading() {}

    static Finding grade(FlowPattern pattern, Scene scene) {
        return scene.flows()
                .find(pattern, Instant.EPOCH, scene.at())
                .map(flow -> new Finding(State.PASSED, seen(flow), List.of()))
                .orElseGet(() -> missing(pattern, scene, Instant.EPOCH));
    }

    static Message seen(TrackedFlow flow) {
        return new Message(
                Key.FLOW_SEEN, Map.of("flow", words(flow.sightings().getLast().flow())));
    }

    /** Why no flow since then is as stated. */
    static Finding missing(FlowPattern pattern, Scene scene, Instant since) {
        Optional<TrackedFlow> other = scene.flows().meant(pattern).stream()
                .filter(flow -> !flow.begun().isBefore(since))
                .findFirst();
        Authored words = new Authored(pattern.words());
        return Finding.waiting(
                other.isEmpty()
                        ? new Message(Key.FLOW_NOT_SEEN, Map.of("pattern", words))
                        : new Message(
                                difference(pattern, other.get()),
                                Map.of(
                                        "pattern",
                                        words,
                                        "flow",
                                        words(other.get().sightings().getLast().flow()))));
    }

    private static Key difference(FlowPattern pattern, TrackedFlow flow) {
        if (pattern.answered().equals(Optional.of(true)) && !flow.answered()) {
            return Key.FLOW_NOT_ANSWERED;
        } else if (pattern.answered().equals(Optional.of(false)) && flow.answered()) {
            return Key.FLOW_ANSWERED;
        } else if (pattern.replied().equals(Optional.of(true)) && !flow.replied()) {
            return Key.FLOW_NOT_REPLIED;
        } else if (pattern.replied().equals(Optional.of(false)) && flow.replied()) {
            return Key.FLOW_REPLIED;
        }
        return pattern.state().isPresent() ? Key.FLOW_IN_OTHER_STATE : Key.FLOW_TOO_EARLY;
    }

    /** {@code tcp ESTABLISHED 10.77.0.3:45678 → 10.77.0.2:80}. */
    private static Code words(Flow flow) {
        return words(flow, flow.tcpState().map(state -> " " + state).orElse(""));
    }

    /** The same, whatever state it is in. */
    static Code ends(Flow flow) {
        return words(flow, "");
    }

    private static Code words(Flow flow, String state) {
        return new Code(flow.protocol()
                + state
                + " " + flow.original().source()
                + flow.original().sourcePort().map(port -> ":" + port).orElse("")
                + " → " + flow.original().destination()
                + flow.original().destinationPort().map(port -> ":" + port).orElse(""));
    }
}
