package dev.packetwalk.web.board;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a learner stands with an exercise, and why. {@link StuckRules} decides it.
 *
 * @param state in one word
 * @param since when it began to be so; {@code null} for an exercise that was never begun
 * @param why what makes a learner stuck; {@link Why#NOTHING} in every other state
 * @param check the id of the check that {@link Why#SAME_CHECK} is about; empty otherwise
 * @param tries how many tries {@link Why#SAME_CHECK} and {@link Why#MANY_CHANGES} are about; 0 otherwise
 */
public record Standing(State state, @Nullable Instant since, Why why, String check, int tries) {
    /** Never begun. */
    static final Standing NOT_STARTED = of(State.NOT_STARTED, null);

    static Standing of(State state, @Nullable Instant since) {
        return new Standing(state, since, Why.NOTHING, "", 0);
    }

    static Standing stuck(Why why, Instant since) {
        return new Standing(State.STUCK, since, why, "", 0);
    }

    /** The states, those that want an instructor most first. */
    public enum State {
        STUCK,
        WORKING,
        UNDONE,
        NOT_STARTED,
        PASSED;

        /** As pages know it: {@code not-started}. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** What makes a learner stuck. */
    public enum Why {
        NOTHING,
        LOCKED_OUT,
        SAME_CHECK,
        MANY_CHANGES,
        SILENT
    }
}
