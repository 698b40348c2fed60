package dev.packetwalk.grading;

import dev.packetwalk.grading.CheckResult.State;
import dev.packetwalk.lesson.FlowPattern;
import dev.packetwalk.netfilter.Flow;
import java.time.Instant;
import java.util.List;
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

    static Reason seen(TrackedFlow flow) {
        return Reason.reason()
                .say("Seen: ")
                .code(words(flow.sightings().getLast().flow()))
                .say(".")
                .build();
    }

    /** Why no flow since then is as stated. */
    static Finding missing(FlowPattern pattern, Scene scene, Instant since) {
        Optional<TrackedFlow> other = scene.flows().meant(pattern).stream()
                .filter(flow -> !flow.begun().isBefore(since))
                .findFirst();
        if (other.isEmpty()) {
            return Finding.waiting("Not seen yet: " + pattern.words() + ".");
        }
        Flow flow = other.get().sightings().getLast().flow();
        Reason.Builder reason = Reason.reason()
                .say(Names.sentence(pattern.words()) + " is on record, as ")
                .code(words(flow));
        if (pattern.answered().equals(Optional.of(true)) && !other.get().answered()) {
            reason.say(", but no answer to it has got through");
        } else if (pattern.answered().equals(Optional.of(false)) && other.get().answered()) {
            reason.say(", but it was answered");
        } else if (pattern.replied().equals(Optional.of(true)) && !other.get().replied()) {
            reason.say(", but nothing has come back");
        } else if (pattern.replied().equals(Optional.of(false)) && other.get().replied()) {
            reason.say(", but something has come back");
        } else if (pattern.state().isPresent()) {
            reason.say(", but it was not in the state that is asked for");
        } else {
            reason.say(", and it is too early to say what becomes of it");
        }
        return new Finding(State.WAITING, reason.say(".").build(), List.of());
    }

    /** {@code tcp ESTABLISHED 10.77.0.3:45678 → 10.77.0.2:80}. */
    private static String words(Flow flow) {
        return flow.protocol()
                + flow.tcpState().map(state -> " " + state).orElse("")
                + " " + flow.original().source()
                + flow.original().sourcePort().map(port -> ":" + port).orElse("")
                + " → " + flow.original().destination()
                + flow.original().destinationPort().map(port -> ":" + port).orElse("");
    }
}
