package dev.packetwalk.web.follow;

import dev.packetwalk.web.Recent;
import dev.packetwalk.web.TooManyRequestsException;
import dev.packetwalk.web.words.ErrorWords;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Keeps one learner's packets from costing others time: so many at once, and then a few a second. Remembers a bounded number of
 * learners, those who sent last.
 */
@Singleton
public final class SendLimit {
    static final int AT_ONCE = 20;
    static final Duration EACH = Duration.ofMillis(500);
    private static final int MOST_LEARNERS = 10_000;

    private final InstantSource clock;
    /** From when on there is room for as many as there may be at once. */
    private final Recent<UUID, Instant> roomFrom = new Recent<>(MOST_LEARNERS);

    @Inject
    SendLimit() {
        this(InstantSource.system());
    }

    SendLimit(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Counts one more packet of a learner's.
     *
     * @throws TooManyRequestsException if there were too many; the message says when there is room again
     */
    synchronized void count(UUID learner) {
        Instant now = clock.instant();
        Instant from = roomFrom.get(learner);
        Instant next = (from == null || from.isBefore(now) ? now : from).plus(EACH);
        if (next.isAfter(now.plus(EACH.multipliedBy(AT_ONCE)))) {
            throw new TooManyRequestsException(ErrorWords::tooOftenTitle, ErrorWords::sentTooOften);
        }
        roomFrom.put(learner, next);
    }
}
