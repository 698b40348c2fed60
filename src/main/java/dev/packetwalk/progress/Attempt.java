package dev.packetwalk.progress;

import dev.packetwalk.grading.Grade;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One try of a learner's at an exercise. It begins with a machine and goes on until the learner starts over.
 *
 * @param id grows with each attempt
 * @param learner whose it is
 * @param exercise at what
 * @param startedAt when it began
 * @param passedAt when all checks first passed together; {@code null} while they have not
 * @param hintsSeen how many hints the learner has uncovered
 * @param solutionSeenAt when the learner first looked at the solution; {@code null} if never
 * @param latest the newest grade; {@code null} before the first
 */
public record Attempt(
        long id,
        UUID learner,
        ExerciseKey exercise,
        Instant startedAt,
        @Nullable Instant passedAt,
        int hintsSeen,
        @Nullable Instant solutionSeenAt,
        @Nullable RecordedGrade latest) {
    /** An attempt whose solution has not been looked at. */
    public Attempt(
            long id,
            UUID learner,
            ExerciseKey exercise,
            Instant startedAt,
            @Nullable Instant passedAt,
            int hintsSeen,
            @Nullable RecordedGrade latest) {
        this(id, learner, exercise, startedAt, passedAt, hintsSeen, null, latest);
    }

    /** Whether all checks have passed together at some time. */
    public boolean passed() {
        return passedAt != null;
    }

    /** This attempt as it is once a grade that was given at a time is written down; itself if the grade says nothing new. */
    public Attempt after(Grade grade, Instant at) {
        if (latest != null && latest.sameAs(grade)) {
            return this;
        }
        return new Attempt(
                id,
                learner,
                exercise,
                startedAt,
                passedAt == null && grade.passed() ? at : passedAt,
                hintsSeen,
                solutionSeenAt,
                RecordedGrade.after(latest, grade, at));
    }

    /** What is known about a check, if it was graded. */
    public Optional<RecordedCheck> check(String id) {
        List<RecordedCheck> checks = latest == null ? List.of() : latest.checks();
        return checks.stream().filter(c -> c.result().check().equals(id)).findFirst();
    }
}
