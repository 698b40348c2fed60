package dev.packetwalk.netfilter.walk;

/** What is left of a {@link Budget}. What is computed with an empty one means nothing, and is computed at once. */
final class Meter {
    /** For sets that the rules of this program make, not those of a ruleset. */
    private static final long ENDLESS = Long.MAX_VALUE / 2;

    private long left;

    Meter(Budget budget) {
        this.left = budget.comparisons();
    }

    static Meter endless() {
        return new Meter(new Budget(ENDLESS));
    }

    /** Whether that much work may still be done; takes it off. */
    boolean spend(long comparisons) {
        left = left < 0 ? left : left - comparisons;
        return left >= 0;
    }

    /** Whether more work was asked for than there was budget. */
    boolean exhausted() {
        return left < 0;
    }
}
