package dev.packetwalk.sandbox;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Work of which only a few pieces are done at a time, in the order in which they are asked for. When many want the same at one moment,
 * all of it is done no later, and whoever wants something else does not wait for all of them. Whoever has a turn must not ask for another.
 */
final class Turns {
    private final Semaphore places;
    private final Duration patience;
    private final String crowded;

    /**
     * @param atATime how many pieces are done at a time
     * @param patience how long a turn is waited for
     * @param crowded what is said to whoever got no turn; the patience follows
     */
    Turns(int atATime, Duration patience, String crowded) {
        this.places = new Semaphore(atATime, true);
        this.patience = patience;
        this.crowded = crowded;
    }

    /**
     * Does this piece of work when it is its turn.
     *
     * @throws SandboxUnavailableException if no turn comes in time
     */
    <T> T take(Supplier<T> work) {
        begin();
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    /** The same for work that gives nothing. */
    void take(Runnable work) {
        take(() -> {
            work.run();
            return true;
        });
    }

    /** How many wait for a turn just now. */
    int waiting() {
        return places.getQueueLength();
    }

    private void begin() {
        try {
            if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SandboxUnavailableException(crowded + " " + patience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxUnavailableException("interrupted before it was its turn", e);
        }
    }
}
