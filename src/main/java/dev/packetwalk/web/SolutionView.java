package dev.packetwalk.web;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Proof;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.SolutionRule;
import dev.packetwalk.web.words.ExerciseWords;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a learner sees of an exercise's solution.
 *
 * @param commands the solution's commands; null while it is not shown
 * @param open whether they may look at it
 * @param words what opens it, while it is closed; empty otherwise
 */
public record SolutionView(@Nullable String commands, boolean open, String words) {
    /** What this learner sees of it; empty for an exercise without a solution, and before the first attempt. */
    static Optional<SolutionView> of(
            Exercise exercise, Optional<Attempt> attempt, Attempts attempts, Instant now, ExerciseWords words) {
        Proof.Script solution = exercise.proof().solution();
        if (solution == null || attempt.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (access(exercise, attempt.get(), attempts, now)) {
                    case SolutionRule.Access.Open _ ->
                        new SolutionView(attempt.get().solutionSeenAt() == null ? null : commands(solution), true, "");
                    case SolutionRule.Access.HintsFirst _ -> new SolutionView(null, false, words.solutionAfterHints());
                    case SolutionRule.Access.TryOn tryOn ->
                        new SolutionView(null, false, words.solutionLater(tryOn.gradesLeft(), minutes(tryOn, now)));
                });
    }

    /** Whether they may look at it now. */
    static SolutionRule.Access access(Exercise exercise, Attempt attempt, Attempts attempts, Instant now) {
        return SolutionRule.USUAL.decide(
                attempts.effort(attempt), exercise.hints().size(), now);
    }

    private static long minutes(SolutionRule.Access.TryOn tryOn, Instant now) {
        return Duration.between(now, tryOn.opensAt()).toMinutes();
    }

    /** Without the remark for authors at the top, and without what is only for scripts that are typed by a program. */
    private static String commands(Proof.Script solution) {
        return solution.text()
                .lines()
                .filter(line -> !line.startsWith("#") && !line.startsWith("answer "))
                .collect(Collectors.joining("\n"))
                .strip();
    }
}
