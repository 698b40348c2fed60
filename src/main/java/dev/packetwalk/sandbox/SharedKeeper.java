package dev.packetwalk.sandbox;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The keeper of one sandbox for everyone in this server: one connection, made again whenever it is lost, until the sandbox
 * ends. Callers can't close it.
 */
final class SharedKeeper implements Keeper {
    private static final System.Logger LOG = System.getLogger(SharedKeeper.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SandboxEngine engine;
    private final SandboxId id;
    private final Runnable onLoss;
    private final LatestRules rules = new LatestRules(2 * PATIENCE.toMillis());
    private final List<Consumer<KeeperEvent>> listeners = new CopyOnWriteArrayList<>();
    /** Held while listeners are called, so that they hear one event at a time. */
    private final ReentrantLock telling = new ReentrantLock();

    private final ReentrantLock state = new ReentrantLock();
    private final Condition changed = state.newCondition();
    private @Nullable Keeper current;
    private boolean ended;

    /** @param onLoss called when the connection is lost or can't be made: the sandbox may be broken */
    SharedKeeper(SandboxEngine engine, SandboxId id, Runnable onLoss) {
        this.engine = engine;
        this.id = id;
        this.onLoss = onLoss;
    }

    /** Connects, in the background. */
    SharedKeeper start() {
        Thread.ofVirtual().name("keeper-shared-" + id).start(this::stayConnected);
        return this;
    }

    @Override
    public RulesetSnapshot ruleset() throws IOException {
        return rules.read(() -> connected().ruleset());
    }

    @Override
    public RulesetSnapshot rulesInForce() throws IOException {
        return rules.known(() -> connected().ruleset());
    }

    @Override
    public String flows() throws IOException {
        return connected().flows();
    }

    @Override
    public ProbeResult probe(Probe probe) throws IOException {
        return connected().probe(probe);
    }

    @Override
    public ProbeOutcome send(Probe probe) throws IOException {
        return connected().send(probe);
    }

    @Override
    public Trace trace(Probe probe, Segment segment) throws IOException {
        return connected().trace(probe, segment);
    }

    @Override
    public long watch(PacketFilter filter) throws IOException {
        return connected().watch(filter);
    }

    @Override
    public Watched watched(long watch) throws IOException {
        return connected().watched(watch);
    }

    @Override
    public Watched unwatch(long watch) throws IOException {
        return connected().unwatch(watch);
    }

    @Override
    public long generation() throws IOException {
        return connected().generation();
    }

    @Override
    public Subscription listen(Consumer<KeeperEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Has no effect: others use it, too. */
    @Override
    public void close() {}

    /** The sandbox is no more, or this server stops. */
    void end(String reason) {
        Keeper last;
        state.lock();
        try {
            if (ended) {
                return;
            }
            ended = true;
            last = current;
            current = null;
            changed.signalAll();
        } finally {
            state.unlock();
        }
        if (last != null) {
            last.close();
        }
        tell(new KeeperEvent.Lost(reason));
    }

    private Keeper connected() throws IOException {
        long nanos = PATIENCE.toNanos();
        state.lock();
        try {
            while (current == null && !ended && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            Keeper keeper = current;
            if (keeper == null) {
                throw new IOException(
                        ended ? "sandbox " + id + " has ended" : "no connection to the keeper of " + id + " yet");
            }
            return keeper;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the keeper of " + id, e);
        } finally {
            state.unlock();
        }
    }

    private void stayConnected() {
        Duration pause = FIRST_PAUSE;
        boolean before = false;
        try {
            while (!hasEnded()) {
                try {
                    useOne(before);
                    before = true;
                    pause = FIRST_PAUSE;
                } catch (IOException | RuntimeException e) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "cannot connect to the keeper of {0}: {1}",
                            id,
                            e.getMessage());
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                }
                if (!awaitEnd(pause)) {
                    onLoss.run();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Connects, and returns when that connection is lost. */
    private void useOne(boolean again) throws IOException, InterruptedException {
        CountDownLatch lost = new CountDownLatch(1);
        try (Keeper keeper = engine.connect(id)) {
            Subscription forwarding = keeper.listen(event -> forward(event, lost));
            use(keeper);
            if (again) {
                tell(new KeeperEvent.Gap());
            }
            lost.await();
            forwarding.close();
        } finally {
            use(null);
        }
    }

    private void forward(KeeperEvent event, CountDownLatch lost) {
        switch (event) {
            case KeeperEvent.RulesetChanged change -> tell(change);
            case KeeperEvent.FlowChanged change -> tell(change);
            case KeeperEvent.Gap gap -> tell(gap);
            case KeeperEvent.Lost loss -> lost.countDown();
        }
    }

    private void use(@Nullable Keeper keeper) {
        state.lock();
        try {
            if (!ended) {
                current = keeper;
                changed.signalAll();
            } else if (keeper != null) {
                // Ended while it was being opened; its loss ends the use of it.
                keeper.close();
            }
        } finally {
            state.unlock();
        }
    }

    private boolean hasEnded() throws InterruptedException {
        return awaitEnd(Duration.ZERO);
    }

    /** Whether the sandbox ended within the pause. */
    private boolean awaitEnd(Duration pause) throws InterruptedException {
        long nanos = pause.toNanos();
        state.lock();
        try {
            while (!ended && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return ended;
        } finally {
            state.unlock();
        }
    }

    private void tell(KeeperEvent event) {
        switch (event) {
            case KeeperEvent.RulesetChanged _, KeeperEvent.Gap _, KeeperEvent.Lost _ -> rules.forget();
            case KeeperEvent.FlowChanged _ -> {}
        }
        telling.lock();
        try {
            for (Consumer<KeeperEvent> listener : listeners) {
                try {
                    listener.accept(event);
                } catch (RuntimeException e) {
                    LOG.log(System.Logger.Level.ERROR, "a listener to the keeper of " + id + " failed", e);
                }
            }
        } finally {
            telling.unlock();
        }
    }
}
