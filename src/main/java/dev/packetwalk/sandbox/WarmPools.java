package dev.packetwalk.sandbox;

import dev.packetwalk.sandbox.SandboxSettings.Pool;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Keeps as many sandboxes ready as the settings say. */
final class WarmPools {
    private static final System.Logger LOG = System.getLogger(WarmPools.class.getName());
    /** The pool fills in the background: learners who wait for one of their own have the engine's other turns. */
    private static final int AT_A_TIME = 2;

    private final SandboxLedger ledger;
    private final SandboxSettings settings;
    private final Makings makings;
    private final Removals removals;
    private final ExecutorService executor;
    private final InstantSource clock;

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
        List<String> recipes = settings.pools().stream()
                .map(pool -> makings.recipe(pool.topology()))
                .toList();
        ledger.endOutdated(engine, recipes, clock.instant()).forEach(removals::begin);
    }

    /**
     * Makes what is missing; returns when nothing is, or there is no room.
     *
     * @throws SandboxUnavailableException if the engine fails
     */
    void fill() throws InterruptedException {
        while (fillOnce() == AT_A_TIME) {
            LOG.log(System.Logger.Level.DEBUG, "filling the warm pool");
        }
    }

    private int fillOnce() throws InterruptedException {
        List<Future<?>> begun = new ArrayList<>();
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
}
