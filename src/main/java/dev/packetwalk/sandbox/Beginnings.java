package dev.packetwalk.sandbox;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What learners who begin want at one moment, such as when a class starts: in turns, and before what can wait longer. */
public final class Beginnings implements Crowd {
    private static final Duration CALM_WITHIN = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final Turns turns;
    private final BooleanSupplier makingsAreWaitedFor;

    /**
     * @param patience how long a turn is waited for
     * @param makingsAreWaitedFor whether learners wait because the sandboxes of others are made before theirs
     */
    Beginnings(Duration patience, BooleanSupplier makingsAreWaitedFor) {
        // One more than there are processors, so that none of them waits for the database.
        this.turns = new Turns(
                Runtime.getRuntime().availableProcessors() + 1,
                patience,
                "too many learners begin at this moment; try again. No turn came within");
        this.makingsAreWaitedFor = makingsAreWaitedFor;
    }

    /**
     * Does this in turn. Whoever has a turn must not ask for another, nor wait for what a learner could hold up.
     *
     * @throws SandboxUnavailableException if no turn comes in time
     */
    public <T> T take(Supplier<T> work) {
        return turns.take(work);
    }

    /** The same for work that gives nothing. */
    public void take(Runnable work) {
        turns.take(work);
    }

    @Override
    public boolean waits() {
        return makingsAreWaitedFor.getAsBoolean() || turns.waiting() > 0;
    }

    /** For 5 s at most. */
    @Override
    public void awaitCalm() throws InterruptedException {
        long giveUp = System.nanoTime() + CALM_WITHIN.toNanos();
        while (waits() && System.nanoTime() < giveUp) {
            Thread.sleep(LOOK_EVERY);
        }
    }
}
