package dev.packetwalk.sandbox;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Ends leases whose time is over, and tells this server's pages of what ends, has ended, or soon will. One thread uses it. */
final class LeaseWatch {
    private static final System.Logger LOG = System.getLogger(LeaseWatch.class.getName());

    private static final long NOT_YET = -1;

    private final SandboxLedger ledger;
    private final SandboxEngine engine;
    private final SandboxSettings settings;
    private final InstantSource clock;
    private final Removals removals;
    private final List<Consumer<LeaseEvent>> listeners = new CopyOnWriteArrayList<>();
    /** The end that each learner was warned of. */
    private final Map<SandboxId, Instant> warned = new HashMap<>();

    private long lastEnding = NOT_YET;

    LeaseWatch(
            SandboxLedger ledger,
            SandboxEngine engine,
            SandboxSettings settings,
            InstantSource clock,
            Removals removals) {
        this.ledger = ledger;
        this.engine = engine;
        this.settings = settings;
        this.clock = clock;
        this.removals = removals;
    }

    Keeper.Subscription listen(Consumer<LeaseEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Endings before the first look are history. */
    void look() {
        if (lastEnding == NOT_YET) {
            lastEnding = ledger.lastEnding();
        }
        ledger.endExpired(engine.name(), clock.instant()).forEach(removals::begin);
        tellEndings();
        warn();
    }

    private void tellEndings() {
        for (Ending ending : ledger.endingsAfter(lastEnding, clock.instant())) {
            lastEnding = ending.sequence();
            warned.remove(ending.id());
            LOG.log(
                    System.Logger.Level.INFO,
                    "sandbox {0} ended: {1} {2}",
                    ending.id(),
                    ending.reason(),
                    ending.detail());
            tell(new LeaseEvent.Ended(ending));
        }
    }

    private void warn() {
        for (Lease lease : ledger.leasesEnding(engine.name(), clock.instant(), settings.warning())) {
            Instant end = lease.idleEndsAt();
            if (!end.equals(warned.put(lease.id(), end))) {
                tell(new LeaseEvent.Warned(lease, end, end.isBefore(lease.hardEndsAt())));
            }
        }
    }

    private void tell(LeaseEvent event) {
        for (Consumer<LeaseEvent> listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "a listener to leases failed", e);
            }
        }
    }
}
