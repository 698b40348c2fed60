package dev.packetwalk.web;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Keeps answers from being guessed by trying them all: ten at once, and one every two seconds after that. Remembers a bounded number
 * of learners, those who answered last.
 */
@Singleton
public final class AnswerLimit {
    private static final int AT_ONCE = 10;
    private static final Duration EACH = Duration.ofSeconds(2);
    private static final int MOST_LEARNERS = 10_000;

    private final InstantSource clock;
    /** From when on there is room for as many as there may be at once. */
    private final Recent<UUID, Instant> roomFrom = new Recent<>(MOST_LEARNERS);

    @Inject
    AnswerLimit() {
        this(InstantSource.system());
    }

    AnswerLimit(InstantSource clock) {
        this.clock = clock;
    }

    /** Counts one more answer of a learner's, and says whether it is still within the limit. */
    synchronized boolean allows(UUID learner) {
        Instant now = clock.instant();
        Instant from = roomFrom.get(learner);
        Instant next = (from == null || from.isBefore(now) ? now : from).plus(EACH);
        if (next.isAfter(now.plus(EACH.multipliedBy(AT_ONCE)))) {
            return false;
        }
        roomFrom.put(learner, next);
        return true;
    }
}
