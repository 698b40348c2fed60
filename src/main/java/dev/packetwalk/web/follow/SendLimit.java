package dev.packetwalk.web.follow;

import dev.packetwalk.web.TooManyRequestsException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
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
    private final Map<UUID, Instant> roomFrom = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Instant> eldest) {
            return size() > MOST_LEARNERS;
        }
    };

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
        Instant from = roomFrom.getOrDefault(learner, now);
        Instant next = (from.isBefore(now) ? now : from).plus(EACH);
        if (next.isAfter(now.plus(EACH.multipliedBy(AT_ONCE)))) {
            throw new TooManyRequestsException("That were many packets in a short time, and this one was not sent: "
                    + "two a second can be sent. Wait a moment, then send it again.");
        }
        roomFrom.put(learner, next);
    }
}
