package dev.packetwalk.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.classes.SeenAttempts.Seen;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A try of a learner's at an exercise.
 *
 * @param id grows with each
 * @param learner whose it is
 * @param passedAt when all checks first passed together
 * @param hintsSeen how many hints the learner has uncovered
 * @param solutionSeenAt when the learner first looked at the solution
 * @param grade the newest
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AttemptView(
        long id,
        LearnerView learner,
        String lesson,
        String exercise,
        Instant startedAt,

        @Schema(description = "When all checks first passed together; not there if they never did.") @Nullable
        Instant passedAt,

        int hintsSeen,
        @Nullable Instant solutionSeenAt,
        GradeView.@Nullable Summary grade) {
    static AttemptView of(Seen seen) {
        Attempt attempt = seen.attempt();
        return new AttemptView(
                attempt.id(),
                new LearnerView(attempt.learner(), seen.learnerName()),
                attempt.exercise().lesson(),
                attempt.exercise().exercise(),
                attempt.startedAt(),
                attempt.passedAt(),
                attempt.hintsSeen(),
                attempt.solutionSeenAt(),
                attempt.latest() == null ? null : GradeView.Summary.of(attempt.latest()));
    }

    /** Whose it is; the name is hostile text. */
    record LearnerView(
            UUID id,

            @Schema(description = "As the learner wrote it: escape it.")
            String name) {}
}
