package dev.packetwalk.grading;

import dev.packetwalk.lesson.Check;
import dev.packetwalk.lesson.Exercise;
import java.util.List;

/** Decides about an exercise. Pure: the same evidence gives the same grade. Safe for use by many threads. */
public final class Grader {
    private Grader() {}

    /** Grades an exercise; one without checks gets a grade without results. */
    public static Grade grade(Exercise exercise, Evidence evidence) {
        return new Grade(
                exercise.id(),
                exercise.checks().stream().map(check -> result(check, evidence)).toList());
    }

    private static CheckResult result(Check check, Evidence evidence) {
        String seen = evidence.ruleset().isPresent() ? "The rules are read, but not judged yet." : "No rules read yet.";
        return new CheckResult(check.id(), check.title(), CheckResult.State.WAITING, Reason.of(seen), List.of());
    }
}
