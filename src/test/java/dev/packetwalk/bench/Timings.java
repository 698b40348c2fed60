package dev.packetwalk.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** Durations of the same thing done many times. */
final class Timings {
    private final long[] sortedNanos;

    Timings(long[] nanos) {
        this.sortedNanos = nanos.clone();
        Arrays.sort(sortedNanos);
    }

    /** Does something again and again, and takes the time of each. */
    static Timings of(int times, Timed timed) throws Exception {
        long[] nanos = new long[times];
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            timed.run(i);
            nanos[i] = System.nanoTime() - start;
        }
        return new Timings(nanos);
    }

    /** The time that this share of them took at most, from 0 to 1. */
    Duration quantile(double share) {
        int index = (int) Math.ceil(share * sortedNanos.length) - 1;
        return Duration.ofNanos(sortedNanos[Math.clamp(index, 0, sortedNanos.length - 1)]);
    }

    double millis(double share) {
        return quantile(share).toNanos() / 1e6;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "p50 %.2f ms   p95 %.2f ms   p99 %.2f ms   (n=%d)",
                millis(0.5),
                millis(0.95),
                millis(0.99),
                sortedNanos.length);
    }

    /** What is timed; told how many times it was done before. */
    interface Timed {
        void run(int index) throws Exception;
    }
}
