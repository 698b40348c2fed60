package dev.packetwalk.bench;

import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.Lease;

/** How long it takes to read a sandbox's rules through its keeper. */
final class RulesBench {
    private static final int READS = 1000;

    private RulesBench() {}

    static void run(Report report) throws Exception {
        try (BenchLab lab = BenchLab.running(0, 2)) {
            Lease lease = lab.claim();
            Keeper keeper = lab.sandboxes.keeper(lease.id());
            Timings.of(READS / 5, _ -> keeper.ruleset());
            Timings reads = Timings.of(READS, _ -> keeper.ruleset());
            Timings pings = Timings.of(READS, _ -> keeper.ping());
            report.figure("ruleset read", reads);
            report.atMost("  p50", reads.millis(0.5), 5, "ms");
            report.figure("keeper's ping beside it", pings);
        }
    }
}
