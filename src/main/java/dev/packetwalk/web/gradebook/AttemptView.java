package dev.packetwalk.web.gradebook;

import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.grading.Reason;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.RecordedCheck;
import dev.packetwalk.web.VisitorTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An attempt with its newest grade, as shown.
 *
 * @param exercise its title
 * @param offered whether the lab still has the exercise: without it there is no bundle of evidence
 * @param startedAt on the visitor's clock
 * @param passedAt on the visitor's clock; {@code null} if it has not passed
 * @param gradedAt when the grade was given, on the visitor's clock; {@code null} before the first
 * @param checks none before the first grade
 */
record AttemptView(
        Attempt attempt,
        String exercise,
        boolean offered,
        String startedAt,
        @Nullable String passedAt,
        @Nullable String gradedAt,
        List<CheckView> checks) {
    /**
     * A check of the grade.
     *
     * @param state as pages name it
     * @param words the state in words
     * @param reason what was observed: hostile text
     */
    record CheckView(String title, String state, String words, List<Reason.Phrase> reason) {}

    static AttemptView of(Attempt attempt, GradeSpeech speech, VisitorTime time) {
        GradeSpeech.OfExercise words = speech.of(attempt.exercise(), attempt.learner());
        return new AttemptView(
                attempt,
                words.title(),
                words.exercise().isPresent(),
                time.at(attempt.startedAt()),
                attempt.passedAt() == null ? null : time.at(attempt.passedAt()),
                attempt.latest() == null ? null : time.at(attempt.latest().gradedAt()),
                attempt.latest() == null
                        ? List.of()
                        : attempt.latest().checks().stream()
                                .map(RecordedCheck::result)
                                .map(result -> check(result, words, speech))
                                .toList());
    }

    private static CheckView check(CheckResult result, GradeSpeech.OfExercise words, GradeSpeech speech) {
        return new CheckView(
                words.check(result.check()),
                result.state().name().toLowerCase(Locale.ROOT),
                speech.state(result.state()),
                words.reason(result.reason()));
    }

    /** How many of the checks pass. */
    public int passing() {
        return Math.toIntExact(
                checks.stream().filter(check -> check.state().equals("passed")).count());
    }
}
