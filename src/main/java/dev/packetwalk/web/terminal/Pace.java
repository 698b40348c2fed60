package dev.packetwalk.web.terminal;

import java.util.function.LongSupplier;

/**
 * How fast a terminal's output is read: freely in a burst, then at a steady rate, so that a program that prints without end waits
 * for its terminal instead of taking the machine. Used by one thread.
 */
final class Pace {
    private static final double NANOS = 1e9;

    private final LongSupplier nanoTime;
    private final long burst;
    private double credit;
    private long last;

    /**
     * @param burst how many bytes may pass at once after a pause
     * @param nanoTime a clock, as {@link System#nanoTime()}
     */
    Pace(long burst, LongSupplier nanoTime) {
        this.burst = burst;
        this.nanoTime = nanoTime;
        this.credit = burst;
        this.last = nanoTime.getAsLong();
    }

    /**
     * Counts bytes that were read.
     *
     * @param rate bytes a second at present
     * @return how many nanoseconds to wait before reading on; 0 for none
     */
    long spend(int bytes, long rate) {
        long now = nanoTime.getAsLong();
        credit = Math.min((double) burst, credit + (now - last) / NANOS * rate) - bytes;
        last = now;
        return credit >= 0 ? 0 : (long) (-credit / rate * NANOS);
    }
}
