package dev.packetwalk.web.gradebook;

import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.grading.Reason;
import dev.packetwalk.web.Regrade;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An attempt whose grade changes, as shown.
 *
 * @param learnerName hostile text
 * @param exercise its title
 * @param kind what becomes of the attempt
 */
record ChangeView(UUID learner, String learnerName, String exercise, Kind kind, List<CheckView> checks) {
    /** What becomes of an attempt, what weighs most first. */
    enum Kind {
        /** It had passed, and has not any more. */
        LOST,
        /** It has passed now. */
        WON,
        /** Some of its checks end otherwise, and it is as far as before. */
        OTHER;

        static Kind of(Regrade.Change change) {
            if (change.passedBefore() == change.passedAfter()) {
                return OTHER;
            }
            return change.passedAfter() ? WON : LOST;
        }

        /** As pages name it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A check that ends otherwise. */
    record CheckView(String title, Side before, Side after) {}

    /**
     * How it ended, or ends.
     *
     * @param state as pages name it; {@code none} if there was, or is, no such check
     * @param words the state in words
     * @param reason what was observed: hostile text; empty with {@code none}
     */
    record Side(String state, String words, List<Reason.Phrase> reason) {}

    static ChangeView of(Regrade.Change change, GradeSpeech speech) {
        GradeSpeech.OfExercise words = speech.of(change.exercise(), change.learner());
        return new ChangeView(
                change.learner(),
                change.learnerName(),
                words.title(),
                Kind.of(change),
                change.checks().stream()
                        .map(check -> new CheckView(
                                words.check(check.check()),
                                side(
                                        check.before(),
                                        check.reasonBefore(),
                                        speech.words().noCheckThen(),
                                        words,
                                        speech),
                                side(
                                        check.after(),
                                        check.reasonAfter(),
                                        speech.words().noCheckNow(),
                                        words,
                                        speech)))
                        .toList());
    }

    private static Side side(
            CheckResult.@Nullable State state,
            @Nullable Reason reason,
            String none,
            GradeSpeech.OfExercise words,
            GradeSpeech speech) {
        return state == null
                ? new Side("none", none, List.of())
                : new Side(state.name().toLowerCase(Locale.ROOT), speech.state(state), words.reason(reason));
    }
}
