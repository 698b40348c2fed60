package dev.packetwalk.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

/** Notes that learners do something, in the background, and not for every key. */
final class Touches {
    private static final System.Logger LOG = System.getLogger(Touches.class.getName());
    /** Exact enough for the shortest idle limit that there is. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final SandboxLedger ledger;
    private final SandboxSettings settings;
    private final InstantSource clock;
    private final ExecutorService executor;
    private final Duration pause;
    private final Map<SandboxId, Instant> touches = new ConcurrentHashMap<>();

    Touches(SandboxLedger ledger, SandboxSettings settings, InstantSource clock, ExecutorService executor) {
        this.ledger = ledger;
        this.settings = settings;
        this.clock = clock;
        this.executor = executor;
        Duration share = settings.idleLimit().dividedBy(60);
        this.pause = share.compareTo(LONGEST_PAUSE) < 0 ? share : LONGEST_PAUSE;
    }

    void touch(SandboxId id) {
        Instant now = clock.instant();
        Instant before = touches.get(id);
        if (before != null && now.isBefore(before.plus(pause))) {
            return;
        }
        touches.put(id, now);
        try {
            executor.execute(() -> write(id, now));
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "this server stops; sandbox {0} keeps the time that it has", id);
        }
    }

    private void write(SandboxId id, Instant now) {
        try {
            ledger.touched(id, now, settings.idleLimit());
        } catch (RuntimeException e) {
            touches.remove(id);
            LOG.log(System.Logger.Level.WARNING, "cannot write down that sandbox " + id + " is in use", e);
        }
    }

    void forget(SandboxId id) {
        touches.remove(id);
    }
}
