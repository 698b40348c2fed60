package dev.packetwalk.sandbox;

import dev.packetwalk.sandbox.SandboxEngine.Found;
import dev.packetwalk.sandbox.SandboxLedger.Row;
import dev.packetwalk.sandbox.SandboxLedger.State;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Brings together what exists and what is written down: removes what has no row, ends what has a row but does not (wholly)
 * exist, and goes on with removals that were cut short. What exists and belongs to someone is left alone, which is all there is to
 * adopting it.
 */
final class Reconciler {
    private static final System.Logger LOG = System.getLogger(Reconciler.class.getName());

    private final SandboxEngine engine;
    private final SandboxLedger ledger;
    private final InstantSource clock;
    private final Removals removals;

    Reconciler(SandboxEngine engine, SandboxLedger ledger, InstantSource clock, Removals removals) {
        this.engine = engine;
        this.ledger = ledger;
        this.clock = clock;
        this.removals = removals;
    }

    /**
     * The rows are read before and after what exists: a row that was warm or claimed before had its sandbox then, and what exists
     * without a row even after that has lost its row or never had one, as rows come first and go last.
     */
    void reconcile() {
        List<Row> before = ledger.rows(engine.name());
        List<Found> found = engine.list();
        Map<SandboxId, Row> after =
                ledger.rows(engine.name()).stream().collect(Collectors.toMap(Row::id, Function.identity()));

        removeStrays(found, after);
        endBroken(before, found, after);
        after.values().stream().filter(row -> row.state() == State.ENDING).forEach(row -> removals.begin(row.id()));
    }

    private void removeStrays(List<Found> found, Map<SandboxId, Row> rows) {
        for (Found stray : found) {
            if (!rows.containsKey(stray.id())) {
                LOG.log(System.Logger.Level.WARNING, "sandbox {0} belongs to nobody: removing it", stray.id());
                removals.begin(stray.id());
            }
        }
    }

    private void endBroken(List<Row> before, List<Found> found, Map<SandboxId, Row> after) {
        Set<SandboxId> whole =
                found.stream().filter(Found::whole).map(Found::id).collect(Collectors.toSet());
        for (Row row : before) {
            boolean ready = row.state() == State.WARM || row.state() == State.CLAIMED;
            if (ready && !whole.contains(row.id()) && after.containsKey(row.id())) {
                if (ledger.end(row.id(), Ending.Reason.BROKEN, "", clock.instant())) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "sandbox {0} ({1}) has stopped: ending it",
                            row.id(),
                            row.state());
                }
                removals.begin(row.id());
            }
        }
    }
}
