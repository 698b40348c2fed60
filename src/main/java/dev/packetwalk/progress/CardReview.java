package dev.packetwalk.progress;

import dev.packetwalk.recall.Rating;
import java.time.Instant;
import java.time.LocalDate;

/**
 * One answer to a flashcard, as it was given.
 *
 * @param day the learner's day
 */
public record CardReview(CardKey key, Rating rating, Instant at, LocalDate day) {}
