package dev.packetwalk.sandbox;

import java.time.Instant;

/** What a page that shows a sandbox wants to hear without asking. */
public sealed interface LeaseEvent {
    /**
     * The sandbox ends soon unless the learner does something, or extends.
     *
     * @param endsAt when
     * @param canExtend whether {@link Sandboxes#extend} would still help; {@code false} near the hard limit
     */
    record Warned(Lease lease, Instant endsAt, boolean canExtend) implements LeaseEvent {}

    /** The sandbox ended. Also told of endings that another server decided. */
    record Ended(Ending ending) implements LeaseEvent {}
}
