package dev.packetwalk.progress;

import java.time.Duration;
import java.time.Instant;

/**
 * When a learner may see the solution: once they have passed, or an instructor says so, or they have seen every hint and have gone
 * on trying.
 *
 * @param failedGrades after all hints, so many failed grades are effort enough
 * @param patience after all hints, so much time since the attempt began is effort enough
 */
public record SolutionRule(int failedGrades, Duration patience) {
    /** Five failed grades, or ten minutes. */
    public static final SolutionRule USUAL = new SolutionRule(5, Duration.ofMinutes(10));

    /**
     * What a learner may do about the solution.
     *
     * @param hints how many there are
     */
    public Access decide(Effort effort, int hints, Instant now) {
        if (effort.passed() || effort.given()) {
            return new Access.Open();
        }
        int hintsLeft = Math.max(0, hints - effort.hintsSeen());
        if (hintsLeft > 0) {
            return new Access.HintsFirst(hintsLeft);
        }
        Instant opensAt = effort.startedAt().plus(patience);
        int gradesLeft = Math.max(0, failedGrades - effort.failedGrades());
        return gradesLeft == 0 || !now.isBefore(opensAt) ? new Access.Open() : new Access.TryOn(gradesLeft, opensAt);
    }

    /** What a learner may do about the solution. */
    public sealed interface Access {
        /** They may see it. */
        record Open() implements Access {}

        /**
         * There are hints that they have not seen.
         *
         * @param left how many, at least 1
         */
        record HintsFirst(int left) implements Access {}

        /**
         * They have seen all hints, and should try some more.
         *
         * @param gradesLeft after so many more failed grades they may see it, at least 1
         * @param opensAt from then on they may in any case
         */
        record TryOn(int gradesLeft, Instant opensAt) implements Access {}
    }
}
