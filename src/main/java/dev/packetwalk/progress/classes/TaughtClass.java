package dev.packetwalk.progress.classes;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A class.
 *
 * @param id names it; grants nothing
 * @param plan what its instructors have decided
 * @param closedAt when an instructor closed it; {@code null} if nobody did
 * @param madeAt when it was made
 */
public record TaughtClass(UUID id, ClassPlan plan, @Nullable Instant closedAt, Instant madeAt) {
    /** What the class is at a time. */
    public Phase phase(Instant now) {
        if (closedAt != null) {
            return Phase.CLOSED;
        }
        if (plan.endsAt() != null && !now.isBefore(plan.endsAt())) {
            return Phase.OVER;
        }
        return plan.startsAt() != null && now.isBefore(plan.startsAt()) ? Phase.PLANNED : Phase.OPEN;
    }

    /** Where a class is in its life. */
    public enum Phase {
        /** It has not begun; who joins now is enrolled. */
        PLANNED,
        OPEN,
        /** Its end has come: nobody joins any more. */
        OVER,
        /** An instructor closed it: nobody joins any more. */
        CLOSED;

        /** Whether somebody may join. */
        public boolean takesLearners() {
            return this == PLANNED || this == OPEN;
        }
    }
}
