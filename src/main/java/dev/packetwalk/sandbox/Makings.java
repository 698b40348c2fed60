package dev.packetwalk.sandbox;

import dev.packetwalk.sandbox.SandboxLedger.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Makes the sandboxes that the ledger has rows for. */
final class Makings {
    private static final System.Logger LOG = System.getLogger(Makings.class.getName());
    /**
     * Two more than there are processors: while some wait for the engine's and the kernel's locks, the others keep the processors busy.
     * Still more come no faster, and each one later.
     */
    private static final int AT_A_TIME = Runtime.getRuntime().availableProcessors() + 2;

    private final SandboxEngine engine;
    private final SandboxLedger ledger;
    private final SandboxSettings settings;
    private final InstantSource clock;
    private final Removals removals;
    private final Turns turns;
    private final AtomicLong usualNanos = new AtomicLong(TimeUnit.SECONDS.toNanos(1));

    Makings(
            SandboxEngine engine,
            SandboxLedger ledger,
            SandboxSettings settings,
            InstantSource clock,
            Removals removals) {
        this.engine = engine;
        this.ledger = ledger;
        this.settings = settings;
        this.clock = clock;
        this.removals = removals;
        this.turns = new Turns(
                AT_A_TIME,
                settings.startLimit(),
                "too many sandboxes are being made at this moment; try again, or keep more of them warm. None was ready within");
    }

    SandboxLedger.Making making(Topology topology) {
        Instant now = clock.instant();
        return new SandboxLedger.Making(
                engine.name(),
                settings.server(),
                topology.name(),
                recipe(topology),
                settings.maximum(),
                settings.placeExpiry(),
                now,
                // As long again for its turn.
                now.plus(settings.startLimit().multipliedBy(2)));
    }

    String recipe(Topology topology) {
        return Recipes.of(topology, engine.revision());
    }

    SandboxLedger.Terms terms() {
        Instant now = clock.instant();
        return new SandboxLedger.Terms(now, now.plus(settings.idleLimit()), now.plus(settings.hardLimit()));
    }

    /**
     * Makes a sandbox whose row is written, and marks the row to be removed when that fails.
     *
     * @throws SandboxUnavailableException if the engine fails, or something ended the sandbox meanwhile
     */
    void make(SandboxId id, Topology topology) {
        try {
            turns.take(() -> create(id, topology));
            if (ledger.started(id, terms()) == State.ENDING) {
                throw new SandboxUnavailableException("sandbox " + id + " was ended while it was made; try again");
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "cannot make sandbox " + id + " (" + topology.name() + ")", e);
            ledger.end(id, Ending.Reason.NOT_STARTED, "", clock.instant());
            removals.begin(id);
            throw e;
        }
    }

    private void create(SandboxId id, Topology topology) {
        long start = System.nanoTime();
        engine.create(id, topology);
        note(System.nanoTime() - start);
    }

    /** Whether learners, or the pools, wait because others are made before them. */
    boolean areWaitedFor() {
        return turns.waiting() > 0;
    }

    /** Each making counts for a quarter; what was long ago soon counts for nothing. */
    private void note(long nanos) {
        usualNanos.accumulateAndGet(nanos, (usual, now) -> (3 * usual + now) / 4);
    }

    /** How long making one takes, as far as that is known; a second until one was made. */
    Duration usualTime() {
        return Duration.ofNanos(usualNanos.get());
    }
}
