package dev.packetwalk.bench;

/** How long a learner waits for a warm sandbox. */
final class ClaimBench {
    private static final int CLAIMS = 60;
    private static final int WARM = 10;

    private ClaimBench() {}

    static void run(Report report) throws Exception {
        try (BenchLab lab = BenchLab.running(WARM, CLAIMS + 2 * WARM)) {
            // Claims come one by one, the pool being full each time: what a single learner sees.
            long[] nanos = new long[CLAIMS];
            for (int i = 0; i < CLAIMS; i++) {
                lab.awaitWarm(WARM);
                long start = System.nanoTime();
                lab.claim();
                nanos[i] = System.nanoTime() - start;
            }
            Timings claims = new Timings(nanos);
            report.figure("claim of a warm sandbox", claims);
            report.atMost("  p95", claims.millis(0.95), 20, "ms");
        }
    }
}
