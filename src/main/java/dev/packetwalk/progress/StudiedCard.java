package dev.packetwalk.progress;

import dev.packetwalk.recall.Memory;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A flashcard that a learner has answered at least once.
 *
 * @param key which
 * @param memory what is thought to be remembered of it
 * @param reviews how many times it was answered
 * @param lapses how many times it was forgotten after it had been known
 * @param firstDay the learner's day on which it was new
 * @param lastDay the learner's day on which it was answered last
 * @param dueAt from when on it should be asked again
 */
public record StudiedCard(
        CardKey key, Memory memory, int reviews, int lapses, LocalDate firstDay, LocalDate lastDay, Instant dueAt) {
    /** Whether it should be asked now. */
    public boolean due(Instant now) {
        return !dueAt.isAfter(now);
    }
}
