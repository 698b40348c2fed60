package dev.packetwalk.web.follow;

import dev.packetwalk.sandbox.Crowd;
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
    private final Crowd crowd;
    private int putOff;

    /**
     * @param feeds how many feeds there are in this server just now
     * @param crowd who goes before them
     */
    CounterPace(IntSupplier feeds, Crowd crowd) {
        this.feeds = feeds;
        this.crowd = crowd;
    }

    /** Before the first reading: whoever has no machine yet goes before it. */
    void awaitCalm() throws InterruptedException {
        crowd.awaitCalm();
    }

    /** How long to wait, in milliseconds, with so many rules. */
    long millis(int rules) {
        return Math.max(rules > VERY_MANY ? CALMER_MILLIS : CALM_MILLIS, feeds.getAsInt() * EACH_MILLIS);
    }

    /** Whether the counters that are due now are left for another time. */
    boolean putsOff() {
        putOff = crowd.waits() && putOff < MOST_PUT_OFF ? putOff + 1 : 0;
        return putOff > 0;
    }
}
