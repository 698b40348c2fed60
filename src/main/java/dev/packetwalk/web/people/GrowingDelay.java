package dev.packetwalk.web.people;

import dev.packetwalk.web.Recent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Makes who fails again and again wait, each time twice as long: some failures are free, then comes a first wait, up to a longest
 * one. Failures are forgotten when there has been none for a while. Each try counts as failed until it is told otherwise, so that
 * many at once get no further than one after the other. Remembers a bounded number of keys, the ones seen last.
 */
final class GrowingDelay {
    private static final int MOST_KEYS = 10_000;

    private final Steps steps;
    private final InstantSource clock;
    private final Recent<String, Failures> failures = new Recent<>(MOST_KEYS);

    GrowingDelay(Steps steps, InstantSource clock) {
        this.steps = steps;
        this.clock = clock;
    }

    /**
     * How it grows.
     *
     * @param free failures that cost nothing
     * @param first the wait after the first one that does
     * @param longest what no wait exceeds
     * @param forgotten how long after the last failure all are forgotten
     */
    record Steps(int free, Duration first, Duration longest, Duration forgotten) {
        Duration after(int failed) {
            int beyond = failed - free;
            if (beyond <= 0) {
                return Duration.ZERO;
            }
            Duration wait = beyond > 20 ? longest : first.multipliedBy(1L << (beyond - 1));
            return wait.compareTo(longest) > 0 ? longest : wait;
        }
    }

    /** How long a key has to wait before it may try; zero if it may now. */
    synchronized Duration left(String key) {
        Duration left = Duration.between(clock.instant(), now(key).mayTryAt());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Notes a try, as one that fails. */
    synchronized void tried(String key) {
        int failed = now(key).count() + 1;
        Instant at = clock.instant();
        failures.put(key, new Failures(failed, at, at.plus(steps.after(failed))));
    }

    /** The last try was right after all: forgets everything. */
    synchronized void forget(String key) {
        failures.put(key, Failures.NONE);
    }

    /** The last try was right after all: takes that one back. */
    synchronized void takeBack(String key) {
        Failures failed = now(key);
        failures.put(key, new Failures(Math.max(0, failed.count() - 1), failed.lastAt(), Instant.EPOCH));
    }

    private Failures now(String key) {
        Failures known = failures.get(key);
        return known == null || clock.instant().isAfter(known.lastAt().plus(steps.forgotten())) ? Failures.NONE : known;
    }

    private record Failures(int count, Instant lastAt, Instant mayTryAt) {
        static final Failures NONE = new Failures(0, Instant.EPOCH, Instant.EPOCH);
    }
}
