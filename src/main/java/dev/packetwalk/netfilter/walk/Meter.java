package dev.packetwalk.netfilter.walk;

/** What is left of a {@link Budget}. */
final class Meter {
    private long left;

    Meter(Budget budget) {
        this.left = budget.comparisons();
    }

    /** Whether that much work may still be done; takes it off. */
    boolean spend(long comparisons) {
        left -= comparisons;
        return left >= 0;
    }
}
