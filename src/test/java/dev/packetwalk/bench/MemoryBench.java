package dev.packetwalk.bench;

import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.sandbox.TerminalSize;
import dev.packetwalk.sandbox.TerminalStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a sandbox costs in memory, all told: its processes, the engine's beside them, and the kernel's part. */
final class MemoryBench {
    private static final int[] COUNTS = {50, 200};
    private static final TerminalName FIRST = new TerminalName("t1");

    private MemoryBench() {}

    static void run(Report report) throws Exception {
        try (BenchLab lab = BenchLab.running(0, COUNTS[COUNTS.length - 1] + 1)) {
            // One before the count starts: what is loaded once is nobody's cost.
            lab.claim();
            double before = availableMebibytes();
            List<Lease> leases = new ArrayList<>();
            for (int count : COUNTS) {
                leases.addAll(lab.claim(count - leases.size()));
                double each = (before - availableMebibytes()) / count;
                if (count == 50) {
                    report.atMost("memory of a sandbox at 50", each, 16, "MiB");
                } else {
                    report.figure("memory of a sandbox at " + count, String.format("%.2f MiB", each));
                }
            }
            double waiting = availableMebibytes();
            List<TerminalStream> shells = new ArrayList<>();
            for (Lease lease : leases.subList(0, COUNTS[0])) {
                shells.add(lab.engine.attach(lease.id(), FIRST, TerminalSize.DEFAULT));
            }
            double each = (waiting - availableMebibytes()) / shells.size();
            report.figure("a shell adds", String.format("%.2f MiB", each));
            shells.forEach(TerminalStream::close);
        }
    }

    /** What the kernel could hand out without swapping, caches aside: steadier than any process's own figure. */
    private static double availableMebibytes() throws IOException {
        System.gc();
        return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                .filter(line -> line.startsWith("MemAvailable:"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0)
                .findFirst()
                .orElseThrow();
    }
}
