package dev.packetwalk.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** So many at once for each learner, and one more every while after that. Remembers a bounded number of learners, those seen last. */
public final class Allowance {
    private static final int MOST_LEARNERS = 10_000;

    private final int atOnce;
    private final Duration each;
    private final InstantSource clock;
    /** From when on there is room for as many as there may be at once. */
    private final Recent<UUID, Instant> roomFrom = new Recent<>(MOST_LEARNERS);

    /**
     * @param atOnce how many at once, if none were for long
     * @param each how long until there is one more
     * @param clock by which that is reckoned
     */
    public Allowance(int atOnce, Duration each, InstantSource clock) {
        this.atOnce = atOnce;
        this.each = each;
        this.clock = clock;
    }

    /** Whether one more of a learner's would be within the limit; counts nothing. */
    public synchronized boolean hasRoom(UUID learner) {
        return next(learner).isPresent();
    }

    /** Counts one more of a learner's, and says whether it is still within the limit. */
    public synchronized boolean allows(UUID learner) {
        Optional<Instant> next = next(learner);
        next.ifPresent(until -> roomFrom.put(learner, until));
        return next.isPresent();
    }

    private Optional<Instant> next(UUID learner) {
        Instant now = clock.instant();
        Instant from = roomFrom.get(learner);
        Instant next = (from == null || from.isBefore(now) ? now : from).plus(each);
        return next.isAfter(now.plus(each.multipliedBy(atOnce))) ? Optional.empty() : Optional.of(next);
    }
}
