package dev.packetwalk.sandbox;

import dev.packetwalk.sandbox.SandboxLedger.Decision;
import dev.packetwalk.sandbox.SandboxLedger.Wish;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sandboxes for learners: everything that the rest of the product does with them. Safe for use by many threads; methods block
 * and are meant for virtual threads. Who may use a sandbox is for the caller to check, against {@link Lease#learner()}.
 *
 * <p>What it knows is in the {@link SandboxLedger}; a server that is killed at any moment loses nothing, and leaves nothing
 * behind that the next start does not find.
 */
public final class Sandboxes implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Sandboxes.class.getName());
    private static final Duration WATCH_PERIOD = Duration.ofSeconds(1);
    private static final Duration POOL_PERIOD = Duration.ofSeconds(5);
    private static final Duration OVERUSE_PERIOD = Duration.ofSeconds(1);
    private static final Duration RECONCILE_PERIOD = Duration.ofMinutes(1);
    private static final Duration BEING_MADE_PAUSE = Duration.ofMillis(50);

    private final SandboxEngine engine;
    private final SandboxLedger ledger;
    private final SandboxSettings settings;
    private final InstantSource clock;
    private final ExecutorService executor;
    private final Instant started;

    private final Removals removals;
    private final Beginnings beginnings;
    private final Makings makings;
    private final WarmPools pools;
    private final LeaseWatch leaseWatch;
    private final Reconciler reconciler;
    private final Upkeep poolUpkeep;
    private final Upkeep reconcileUpkeep;
    private boolean recovered;

    private final Map<SandboxId, SharedKeeper> keepers = new ConcurrentHashMap<>();
    private final Touches touches;
    private final ClassSandboxes classes;
    private final List<Consumer<SandboxId>> lineListeners = new CopyOnWriteArrayList<>();

    /**
     * @param clock what the time is; leases are reckoned by it
     */
    public Sandboxes(SandboxEngine engine, SandboxLedger ledger, SandboxSettings settings, InstantSource clock) {
        this(
                engine,
                ledger,
                settings,
                clock,
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("sandboxes-", 0).factory()));
    }

    /** For tests, which want the work in the background in an order of their own. */
    Sandboxes(
            SandboxEngine engine,
            SandboxLedger ledger,
            SandboxSettings settings,
            InstantSource clock,
            ExecutorService executor) {
        this.executor = executor;
        this.started = clock.instant();
        this.engine = engine;
        this.ledger = ledger;
        this.settings = settings;
        this.clock = clock;
        this.removals = new Removals(engine, ledger, executor, this::fillPoolsSoon);
        this.makings = new Makings(engine, ledger, settings, clock, removals);
        this.beginnings = new Beginnings(settings.startLimit(), makings::areWaitedFor);
        this.pools = new WarmPools(ledger, settings, makings, removals, executor, clock);
        this.touches = new Touches(ledger, settings, clock, executor);
        this.classes = new ClassSandboxes(engine, ledger, settings, clock, pools, makings, this::fillPoolsSoon);
        this.leaseWatch = new LeaseWatch(ledger, engine, settings, clock, removals);
        this.reconciler = new Reconciler(engine, ledger, clock, removals);
        this.poolUpkeep = new Upkeep("filling the warm pool", POOL_PERIOD, () -> pools.fill(engine.name()));
        this.reconcileUpkeep = new Upkeep("reconciling sandboxes", RECONCILE_PERIOD, this::reconcile);
        leaseWatch.listen(this::forget);
    }

    /**
     * Clears what an earlier life left, adopts what belongs to someone, and starts the work in the background. An engine that is
     * away is no reason not to start: everything is tried again until it is back.
     */
    public void start() {
        leaseWatch.look();
        new Upkeep("watching leases", WATCH_PERIOD, leaseWatch::look).start(executor);
        new Upkeep("guarding against overuse", OVERUSE_PERIOD, this::endOverusing).start(executor);
        reconcileUpkeep.start(executor);
        poolUpkeep.start(executor);
    }

    /** The first time, also what an earlier life of this server had begun. One thread at a time. */
    private void reconcile() {
        if (!recovered) {
            ledger.endUnfinished(engine.name(), settings.server(), started).forEach(removals::begin);
            pools.removeOutdated(engine.name());
            recovered = true;
        }
        reconciler.reconcile();
    }

    /**
     * Gives the learner a sandbox, or a place in the queue. Asking again gives the same sandbox, or tells the place as it is
     * now; a waiting page asks every few seconds. Takes milliseconds when a warm one is there, else as long as making one.
     *
     * @param name what it is for; a learner has one sandbox for each name
     * @throws SandboxUnavailableException if one had to be made and the engine failed
     */
    public Claim claim(UUID learner, String name, Topology topology) {
        return settle(decide(learner, name, topology), learner, name, topology);
    }

    private Claim settle(Decision first, UUID learner, String name, Topology topology) {
        long giveUp = System.nanoTime() + settings.startLimit().toNanos();
        Decision decision = first;
        while (System.nanoTime() < giveUp) {
            switch (decision) {
                case Decision.Held(Lease lease) -> {
                    return new Claim.Granted(lease, false);
                }
                case Decision.Handed(Lease lease) -> {
                    poolUpkeep.soon();
                    return new Claim.Granted(lease, true);
                }
                case Decision.Make(SandboxId id) -> {
                    makings.make(id, topology);
                    return new Claim.Granted(leaseOfMade(id), true);
                }
                case Decision.BeingMade being -> pause();
                case Decision.MakeRoom(SandboxId outgoing) -> removals.now(outgoing);
                case Decision.Wait(int position, int length) -> {
                    return new Claim.Queued(position, length);
                }
                case Decision.TooMany(List<Lease> held) -> {
                    return new Claim.TooMany(held);
                }
            }
            decision = decide(learner, name, topology);
        }
        throw new SandboxUnavailableException(
                "no sandbox was ready within " + settings.startLimit() + "; see the server's log, and try again");
    }

    /** A class that begins takes its turns: whoever reads meanwhile is not to wait for all of it. */
    private Decision decide(UUID learner, String name, Topology topology) {
        return beginnings.take(() -> ledger.claim(wish(learner, name, topology)));
    }

    private Lease leaseOfMade(SandboxId id) {
        return ledger.lease(id)
                .orElseThrow(() -> new SandboxUnavailableException("sandbox " + id + " ended at once; try again"));
    }

    private static void pause() {
        try {
            Thread.sleep(BEING_MADE_PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxUnavailableException("interrupted while a sandbox was made", e);
        }
    }

    private Wish wish(UUID learner, String name, Topology topology) {
        return new Wish(learner, name, settings.perLearner(), makings.making(topology), makings.terms());
    }

    /** Withdraws a learner's place in the queue. */
    public void leaveQueue(UUID learner, String name) {
        ledger.leaveQueue(learner, name);
    }

    /** The lease on this sandbox; empty when it is no learner's, or gone. */
    public Optional<Lease> lease(SandboxId id) {
        return ledger.lease(id);
    }

    /** The learner's own lease on this sandbox; empty when it is another's, nobody's, or gone. */
    public Optional<Lease> lease(UUID learner, SandboxId id) {
        return lease(id).filter(lease -> lease.learner().equals(learner));
    }

    /** The lease that the learner holds for this name. */
    public Optional<Lease> lease(UUID learner, String name) {
        return ledger.lease(learner, name);
    }

    /** What the learner holds, least recently used first. */
    public List<Lease> leases(UUID learner) {
        return ledger.leases(learner);
    }

    /** What all learners hold on this engine. */
    public List<Lease> leases() {
        return ledger.leasesOf(engine.name());
    }

    /** How the learner's latest sandbox for this name ended, within the last day. */
    public Optional<Ending> ending(UUID learner, String name) {
        return ledger.ending(learner, name);
    }

    /** The learner did something: the idle limit counts from now. Cheap enough for every key. Typing does this by itself. */
    public void touch(SandboxId id) {
        touches.touch(id);
    }

    /** The learner asked for more time. Returns the lease as it is now; empty if it is over. */
    public Optional<Lease> extend(SandboxId id) {
        return ledger.keepUntil(id, clock.instant().plus(settings.extension()));
    }

    /**
     * Gives the learner a pristine sandbox in place of this one, which is removed with all that runs in it. The learner is
     * served before those who wait.
     *
     * @throws IllegalArgumentException if the sandbox is no learner's, or gone
     */
    public Claim reset(SandboxId id, Topology topology) {
        Lease old = ledger.lease(id)
                .orElseThrow(() -> new IllegalArgumentException("sandbox " + id + " is no learner's, or gone"));
        Decision decision = ledger.replace(id, wish(old.learner(), old.name(), topology))
                .orElseThrow(() -> new IllegalArgumentException("sandbox " + id + " ended at this moment"));
        if (decision instanceof Decision.Wait) {
            // Its own room is the one to be had.
            removals.now(id);
            decision = ledger.claim(wish(old.learner(), old.name(), topology));
        } else {
            removals.begin(id);
        }
        return settle(decision, old.learner(), old.name(), topology);
    }

    /** The learner is done: the sandbox is removed. Releasing what is gone is not an error. */
    public void release(SandboxId id) {
        if (ledger.end(id, Ending.Reason.RELEASED, "", clock.instant())) {
            removals.begin(id);
        }
    }

    /**
     * The keeper of a sandbox: one connection for all callers, which reconnects by itself. After a reconnect its listeners
     * hear {@link KeeperEvent.Gap}; {@link KeeperEvent.Lost} only when the sandbox ends. Closing it has no effect; close the
     * subscriptions instead.
     *
     * @throws IllegalArgumentException if the sandbox is no learner's, or gone
     */
    public Keeper keeper(SandboxId id) {
        SharedKeeper known = keepers.get(id);
        if (known != null) {
            return known;
        }
        if (ledger.lease(id).isEmpty()) {
            throw new IllegalArgumentException("sandbox " + id + " is no learner's, or gone");
        }
        SharedKeeper keeper =
                keepers.computeIfAbsent(id, fresh -> new SharedKeeper(engine, fresh, reconcileUpkeep::soon).start());
        if (ledger.lease(id).isEmpty()) {
            // Ended between the two looks, perhaps before there was anything to forget.
            endKeeper(id, "the sandbox ended");
        }
        return keeper;
    }

    /** See {@link SandboxEngine#attach}. What is written counts as the learner doing something. */
    public TerminalStream attach(SandboxId id, TerminalName name, TerminalSize size) throws IOException {
        touch(id);
        try {
            return new WatchedTerminal(engine.attach(id, name, size), () -> touch(id), () -> entered(id));
        } catch (IOException e) {
            // Perhaps the sandbox has stopped: its learner is to hear so soon.
            reconcileUpkeep.soon();
            throw e;
        }
    }

    private void entered(SandboxId id) {
        lineListeners.forEach(listener -> listener.accept(id));
    }

    /** Hears which sandbox's learner sent a line to a shell through {@link #attach}, from now on; must not block. */
    public Keeper.Subscription listenToLines(Consumer<SandboxId> listener) {
        lineListeners.add(listener);
        return () -> lineListeners.remove(listener);
    }

    /** See {@link SandboxEngine#end}. */
    public void end(SandboxId id, TerminalName name) throws IOException {
        engine.end(id, name);
    }

    /** See {@link SandboxEngine#terminals}. */
    public List<TerminalName> terminals(SandboxId id) throws IOException {
        return engine.terminals(id);
    }

    /** See {@link SandboxEngine#readFile}. */
    public byte @Nullable [] readFile(SandboxId id, String path, int limit) throws IOException {
        return engine.readFile(id, path, limit);
    }

    /** Hears of every lease's warning and end from now on, in order, on a thread of this class; must not block. */
    public Keeper.Subscription listen(Consumer<LeaseEvent> listener) {
        return leaseWatch.listen(listener);
    }

    /**
     * The turns of learners who begin: whatever else is done for each of them at that moment takes one, too, as long as it waits for
     * nothing that a learner could hold up.
     */
    public Beginnings beginnings() {
        return beginnings;
    }

    /** What classes and those who teach them can do beyond this. */
    public ClassSandboxes classes() {
        return classes;
    }

    /** Counts by state, for metrics. */
    public Census census() {
        return ledger.census(engine.name(), clock.instant(), settings.placeExpiry());
    }

    /** Ends the background work and the connections. The sandboxes stay: the next start adopts them. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(settings.startLimit().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "some sandboxes are still being made or removed; the next start goes on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        keepers.keySet().forEach(id -> endKeeper(id, "this server stops"));
    }

    /** For tests: one round of what {@link #start} repeats. */
    void upkeepOnce() throws InterruptedException {
        leaseWatch.look();
        reconcile();
        endOverusing();
        pools.fill(engine.name());
    }

    private void endOverusing() {
        for (SandboxEngine.Overuse overuse : engine.overuse()) {
            if (ledger.end(overuse.id(), Ending.Reason.OVERUSE, overuse.detail(), clock.instant())) {
                LOG.log(System.Logger.Level.WARNING, "sandbox {0} uses too much: {1}", overuse.id(), overuse.detail());
            }
            removals.begin(overuse.id());
        }
    }

    private void fillPoolsSoon() {
        poolUpkeep.soon();
    }

    private void forget(LeaseEvent event) {
        if (event instanceof LeaseEvent.Ended(Ending ending)) {
            touches.forget(ending.id());
            endKeeper(ending.id(), "the sandbox ended");
        }
    }

    private void endKeeper(SandboxId id, String reason) {
        SharedKeeper keeper = keepers.remove(id);
        if (keeper != null) {
            keeper.end(reason);
        }
    }
}
