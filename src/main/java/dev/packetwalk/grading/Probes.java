package dev.packetwalk.grading;

import dev.packetwalk.lesson.Check;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.sandbox.Probe;
import java.util.List;
import java.util.stream.Stream;

/** Which probes an exercise needs. */
public final class Probes {
    private Probes() {}

    /** The probes to send for an exercise's checks before it is graded, each once. */
    public static List<Probe> of(Exercise exercise) {
        return Stream.concat(
                        exercise.allChecks().flatMap(Probes::of),
                        exercise.watched().stream().map(Exercise.Watched::probe))
                .distinct()
                .toList();
    }

    /**
     * Those of them that must be sent with every change of rules, whatever the grade says, because what came back is told later or
     * shown.
     */
    public static List<Probe> always(Exercise exercise) {
        return Stream.concat(
                        exercise.checks().stream()
                                .flatMap(check -> check instanceof Check.Sequence sequence
                                        ? sequence.steps().stream().flatMap(step -> of(step.check()))
                                        : Stream.empty()),
                        exercise.watched().stream().map(Exercise.Watched::probe))
                .distinct()
                .toList();
    }

    private static Stream<Probe> of(Check check) {
        return switch (check) {
            case Check.Verdict verdict -> verdict.confirmations().stream().map(Check.Confirmation::probe);
            case Check.Probed probed -> Stream.of(probed.expected().probe());
            case Check.Order _,
                    Check.Overruled _,
                    Check.Flowed _,
                    Check.Asked _,
                    Check.Saved _,
                    Check.Sequence _,
                    Check.Restored _ -> Stream.empty();
        };
    }
}
