package dev.packetwalk.sandbox;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Does a piece of work again and again, at the latest after its period; after failures, less often. */
final class Upkeep {
    private static final System.Logger LOG = System.getLogger(Upkeep.class.getName());
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** A class that begins calls for every learner: it has better things to wait for. */
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);

    private final String name;
    private final Duration period;
    private final Work work;
    private final Semaphore calls = new Semaphore(0);

    /** What is done; may throw. */
    interface Work {
        void run() throws InterruptedException;
    }

    Upkeep(String name, Duration period, Work work) {
        this.name = name;
        this.period = period;
        this.work = work;
    }

    /** Runs until the executor is shut down. */
    void start(ExecutorService executor) {
        executor.execute(() -> {
            try {
                repeat();
            } catch (InterruptedException e) {
                // The executor was shut down: this server stops.
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Does not wait for the period to pass. */
    void soon() {
        calls.release();
    }

    private void repeat() throws InterruptedException {
        Duration pause = period;
        boolean failing = false;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                work.run();
                if (failing) {
                    LOG.log(System.Logger.Level.INFO, "{0} works again", name);
                }
                failing = false;
                pause = period;
            } catch (RuntimeException e) {
                // Once in full; a database that is away for an hour fills no log.
                LOG.log(System.Logger.Level.ERROR, name + " failed: " + e.getMessage(), failing ? null : e);
                failing = true;
                pause = longer(pause);
            }
            if (calls.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                // Whoever else calls meanwhile is served by the same round.
                Thread.sleep(SHORTEST_PAUSE);
                calls.drainPermits();
            }
        }
    }

    private Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0
                ? doubled
                : period.compareTo(LONGEST_PAUSE) > 0 ? period : LONGEST_PAUSE;
    }
}
