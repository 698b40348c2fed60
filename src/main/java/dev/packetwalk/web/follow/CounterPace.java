package dev.packetwalk.web.follow;

import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/** When the counters of one sandbox's rules are read again although the rules have not changed. For one thread. */
final class CounterPace {
    private static final long CALM_MILLIS = 2_000;

    /** Counters of very many rules are megabytes. */
    private static final long CALMER_MILLIS = 15_000;

    private static final int VERY_MANY = 1_000;

    /** All feeds of a server together read new counters ten times a second: each time is 4 ms of a processor. */
    private static final long EACH_MILLIS = 100;

    /** Whoever waits for a machine goes before new counters, but they come. */
    private static final int MOST_PUT_OFF = 3;

    private final IntSupplier feeds;
    private final BooleanSupplier crowded;
    private final Calm calm;
    private int putOff;

    /**
     * @param feeds how many feeds there are in this server just now
     * @param crowded whether learners wait because the machines of others are made before theirs
     * @param calm returns when they do no longer, or after a time
     */
    CounterPace(IntSupplier feeds, BooleanSupplier crowded, Calm calm) {
        this.feeds = feeds;
        this.crowded = crowded;
        this.calm = calm;
    }

    /** Waits until nobody waits for a machine. */
    interface Calm {
        void await() throws InterruptedException;
    }

    /** Before the first reading. */
    void awaitCalm() throws InterruptedException {
        calm.await();
    }

    /** How long to wait, in milliseconds, with so many rules. */
    long millis(int rules) {
        return Math.max(rules > VERY_MANY ? CALMER_MILLIS : CALM_MILLIS, feeds.getAsInt() * EACH_MILLIS);
    }

    /** Whether the counters that are due now are left for another time. */
    boolean putsOff() {
        putOff = crowded.getAsBoolean() && putOff < MOST_PUT_OFF ? putOff + 1 : 0;
        return putOff > 0;
    }
}
