package dev.packetwalk.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/** Removes sandboxes whose rows are marked ending: first what exists of them, then the row. */
final class Removals {
    private static final System.Logger LOG = System.getLogger(Removals.class.getName());
    private static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(9));
    /** More at a time take longer in sum: the engine does much of it under one lock. */
    private static final int AT_A_TIME = 4;

    private final SandboxEngine engine;
    private final SandboxLedger ledger;
    private final ExecutorService executor;
    private final Runnable afterwards;
    private final Semaphore turns = new Semaphore(AT_A_TIME);
    private final Set<SandboxId> underWay = ConcurrentHashMap.newKeySet();

    /** @param afterwards called after each removal: there may be room now */
    Removals(SandboxEngine engine, SandboxLedger ledger, ExecutorService executor, Runnable afterwards) {
        this.engine = engine;
        this.ledger = ledger;
        this.executor = executor;
        this.afterwards = afterwards;
    }

    /** Removes it in the background, and tries again a few times; after that, the reconciler does. */
    void begin(SandboxId id) {
        if (!underWay.add(id)) {
            return;
        }
        try {
            executor.execute(() -> {
                try {
                    removePatiently(id);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } finally {
                    underWay.remove(id);
                }
            });
        } catch (RejectedExecutionException e) {
            underWay.remove(id);
            LOG.log(System.Logger.Level.DEBUG, "this server stops; the next start removes sandbox {0}", id);
        }
    }

    /** Removes it now. A second removal of the same sandbox at the same time does no harm. */
    void now(SandboxId id) {
        engine.remove(id);
        ledger.removed(id);
        afterwards.run();
    }

    private void removePatiently(SandboxId id) throws InterruptedException {
        for (Duration pause : PAUSES) {
            turns.acquire();
            try {
                now(id);
                return;
            } catch (RuntimeException e) {
                if (executor.isShutdown()) {
                    LOG.log(System.Logger.Level.DEBUG, "this server stops; the next start removes sandbox " + id, e);
                    return;
                }
                LOG.log(System.Logger.Level.WARNING, "cannot remove sandbox " + id + ", trying again", e);
            } finally {
                turns.release();
            }
            Thread.sleep(pause);
        }
        LOG.log(System.Logger.Level.ERROR, "sandbox {0} is still not removed; the reconciler goes on trying", id);
    }
}
