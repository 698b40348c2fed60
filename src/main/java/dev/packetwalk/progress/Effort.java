package dev.packetwalk.progress;

import java.time.Instant;

/**
 * How much a learner has put into an attempt.
 *
 * @param passed whether all checks have passed together
 * @param given whether an instructor lets them see the solution
 * @param hintsSeen how many hints they have uncovered
 * @param failedGrades how many different grades they got that were not passed, as far as they are kept
 * @param startedAt when the attempt began
 */
public record Effort(boolean passed, boolean given, int hintsSeen, int failedGrades, Instant startedAt) {}
