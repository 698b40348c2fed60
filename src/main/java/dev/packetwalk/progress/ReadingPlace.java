package dev.packetwalk.progress;

import java.time.Instant;

/**
 * Where in a lesson a learner was last.
 *
 * @param section its id; the lesson may have changed since
 * @param seenAt when that was told
 */
public record ReadingPlace(String lesson, String section, Instant seenAt) {}
