package dev.packetwalk.progress.privacy;

import java.time.Duration;

/**
 * For how long things are kept, as far as whoever runs the lab decides it.
 *
 * @param guests who has a name only, after their last visit
 * @param learners who has an account and is in charge of nothing, after their last visit
 * @param evidence what an attempt was graded on, after its last grade
 * @param recordings what terminals showed, after the end of a recording
 * @param classes who was in a class, after it has ended or was closed
 */
public record RetentionPeriods(
        Duration guests, Duration learners, Duration evidence, Duration recordings, Duration classes) {
    /** Shorter periods would delete what somebody is at work on. */
    private static final Duration SHORTEST = Duration.ofDays(1);

    /**
     * @throws IllegalArgumentException if a period is shorter than a day
     */
    public RetentionPeriods {
        require(guests, "guests");
        require(learners, "learners");
        require(evidence, "evidence");
        require(recordings, "recordings");
        require(classes, "classes");
    }

    private static void require(Duration period, String name) {
        if (period.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "packetwalk.retention." + name + " is " + period + "; give a day or more, such as P180D");
        }
    }
}
