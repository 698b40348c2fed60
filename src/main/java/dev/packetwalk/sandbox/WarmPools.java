package dev.packetwalk.sandbox;

import dev.packetwalk.sandbox.SandboxLedger.Reserving;
import dev.packetwalk.sandbox.SandboxSettings.Pool;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Keeps as many sandboxes ready as the settings say, and as many as are reserved for classes. */
final class WarmPools {
    private static final System.Logger LOG = System.getLogger(WarmPools.class.getName());
    /** The pool fills in the background: learners who wait for one of their own have the engine's other turns. */
    static final int AT_A_TIME = 2;

    private final SandboxLedger ledger;
    private final SandboxSettings settings;
    private final Makings makings;
    private final Removals removals;
    private final ExecutorService executor;
    private final InstantSource clock;
    /** Those of which this server knows the topology, so that it can make them; what holds is in the ledger. */
    private volatile List<Reservation> reservations = List.of();

    WarmPools(
            SandboxLedger ledger,
            SandboxSettings settings,
            Makings makings,
            Removals removals,
            ExecutorService executor,
            InstantSource clock) {
        this.ledger = ledger;
        this.settings = settings;
        this.makings = makings;
        this.removals = removals;
        this.executor = executor;
        this.clock = clock;
    }

    /** Removes what was made of images or topologies that are no longer in use. */
    void removeOutdated(String engine) {
        ledger.endOutdated(engine, List.copyOf(sizes().keySet()), clock.instant())
                .forEach(removals::begin);
    }

    /** Works towards these reservations from the next round on. */
    void keep(List<Reservation> reservations) {
        this.reservations = List.copyOf(reservations);
    }

    /**
     * Gives back what is reserved no more, and makes what is missing; returns when nothing is, or there is no room.
     *
     * @throws SandboxUnavailableException if the engine fails
     */
    void fill(String engine) throws InterruptedException {
        ledger.releaseReserved(engine, sizes(), clock.instant()).forEach(removals::begin);
        while (fillOnce() == AT_A_TIME) {
            LOG.log(System.Logger.Level.DEBUG, "filling the warm pool");
        }
    }

    private Map<String, Integer> sizes() {
        return settings.pools().stream()
                .collect(Collectors.toMap(pool -> makings.recipe(pool.topology()), Pool::size, Integer::max));
    }

    private int fillOnce() throws InterruptedException {
        List<Future<?>> begun = new ArrayList<>();
        for (Reservation reservation : reservations) {
            while (begun.size() < AT_A_TIME && beginReserved(reservation, begun)) {
                LOG.log(System.Logger.Level.DEBUG, "reserved for class {0}", reservation.classId());
            }
        }
        for (Pool pool : settings.pools()) {
            while (begun.size() < AT_A_TIME) {
                Optional<SandboxId> id = ledger.reserve(makings.making(pool.topology()), pool.size());
                if (id.isEmpty()) {
                    break;
                }
                begun.add(executor.submit(() -> makings.make(id.get(), pool.topology())));
            }
        }
        for (Future<?> one : begun) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new SandboxUnavailableException("could not make one for the warm pool", e.getCause());
            }
        }
        return begun.size();
    }

    /** Whether a step was taken, so that another may follow. */
    private boolean beginReserved(Reservation reservation, List<Future<?>> begun) {
        return switch (ledger.reserveFor(reservation.classId(), makings.making(reservation.topology()))) {
            case Reserving.Make(SandboxId id) ->
                begun.add(executor.submit(() -> makings.make(id, reservation.topology())));
            case Reserving.MakeRoom(SandboxId outgoing) -> {
                removals.now(outgoing);
                yield true;
            }
            case Reserving.Adopted _ -> true;
            case Reserving.Enough _, Reserving.Full _ -> false;
        };
    }
}
