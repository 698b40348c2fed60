package dev.packetwalk.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.packetwalk.grading.Reason;
import dev.packetwalk.web.Regrade;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A class being graded again by the lesson as it is now.
 *
 * @param exercise the only one that is looked at
 * @param attempts how many there are to look at
 * @param compared how many were looked at
 * @param withoutEvidence how many of those have nothing on which they could be graded
 * @param changed how many change
 * @param applied how many have changed
 * @param passedOver how many did not change after all, because something else has happened to them meanwhile
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RegradeView(
        UUID id,

        @Schema(enumeration = {"comparing", "ready", "applying", "applied", "failed"})
        String state,

        Instant startedAt,
        @Nullable String exercise,
        int attempts,
        int compared,
        int withoutEvidence,
        int changed,
        int applied,

        @Schema(
                description =
                        "How many did not change after all, because something else has happened to them meanwhile.")
        int passedOver) {
    static RegradeView of(Regrade regrade) {
        Regrade.Progress progress = regrade.progress();
        return new RegradeView(
                regrade.id(),
                GradeView.word(progress.state()),
                regrade.startedAt(),
                regrade.exercise(),
                progress.attempts(),
                progress.compared(),
                progress.withoutEvidence(),
                progress.changed(),
                progress.applied(),
                progress.passedOver());
    }

    /**
     * Which attempts are graded again.
     *
     * @param exercise only those at this exercise; without it, all
     */
    record Wish(@Nullable String exercise) {}

    /**
     * An attempt that changes.
     *
     * @param passedBefore whether the grade that it has passes
     * @param passedAfter whether the other does
     * @param checks those that end otherwise
     */
    record ChangeView(
            long attempt,
            AttemptView.LearnerView learner,
            String lesson,
            String exercise,
            boolean passedBefore,
            boolean passedAfter,
            List<CheckChangeView> checks) {
        static ChangeView of(Regrade.Change change, Grades.Speech speech) {
            return new ChangeView(
                    change.attempt(),
                    new AttemptView.LearnerView(change.learner(), change.learnerName()),
                    change.exercise().lesson(),
                    change.exercise().exercise(),
                    change.passedBefore(),
                    change.passedAfter(),
                    change.checks().stream()
                            .map(check -> CheckChangeView.of(check, speech))
                            .toList());
        }
    }

    /**
     * A check that ends otherwise.
     *
     * @param before how it ended; not there if there was no such check
     * @param after how it ends; not there if there is no such check any more
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CheckChangeView(
            String check,
            @Nullable String before,
            @Nullable String reasonBefore,
            @Nullable String after,
            @Nullable String reasonAfter) {
        static CheckChangeView of(Regrade.CheckChange change, Grades.Speech speech) {
            return new CheckChangeView(
                    change.check(),
                    change.before() == null ? null : GradeView.word(change.before()),
                    text(change.reasonBefore(), speech),
                    change.after() == null ? null : GradeView.word(change.after()),
                    text(change.reasonAfter(), speech));
        }

        private static @Nullable String text(@Nullable Reason reason, Grades.Speech speech) {
            return reason == null ? null : speech.wording().text(reason);
        }
    }
}
