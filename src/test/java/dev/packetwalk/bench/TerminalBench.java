package dev.packetwalk.bench;

import com.github.dockerjava.api.DockerClient;
import dev.packetwalk.lab.LabClient;
import dev.packetwalk.lab.LabTerminal;
import dev.packetwalk.lab.RunningLab;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.docker.EngineClient;
import dev.packetwalk.sandbox.docker.PlainExec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** From a key to its echo, through a whole running server, beside the engine's own exec in the same box. */
final class TerminalBench {
    private static final String EXERCISE = "lessons/iptables-following-a-packet/minimal-firewall";
    private static final int KEYS = 1000;
    private static final int LEARNERS = 50;
    private static final int TERMINALS_EACH = 2;

    private TerminalBench() {}

    static void run(Report report) throws Exception {
        Map<String, String> room = Map.of(
                "PACKETWALK_SANDBOXES_MAXIMUM", Integer.toString(LEARNERS + 10), "PACKETWALK_JOIN_PER_ADDRESS", "1000");
        try (RunningLab lab = RunningLab.start("bench-terminal", room);
                DockerClient docker = EngineClient.open()) {
            List<LabTerminal> open = new ArrayList<>();
            List<LabClient> learners = new ArrayList<>();
            LabClient first = new LabClient(lab.link()).join("Learner 0");
            learners.add(first);
            SandboxId sandbox = first.startMachine(EXERCISE);
            LabTerminal typed = first.terminal(sandbox, "t1");
            open.add(typed);
            typed.await("# ");
            try (PlainExec plain = PlainExec.open(docker, sandbox)) {
                plain.await("# ");
                measure(report, "1 open", typed, plain);
                while (open.size() < LEARNERS * TERMINALS_EACH) {
                    if (open.size() % TERMINALS_EACH == 0) {
                        learners.add(new LabClient(lab.link()).join("Learner " + learners.size()));
                    }
                    LabClient learner = learners.getLast();
                    SandboxId theirs = learner == first ? sandbox : learner.startMachine(EXERCISE);
                    LabTerminal terminal = learner.terminal(theirs, "t" + (1 + open.size() % TERMINALS_EACH));
                    terminal.await("# ");
                    open.add(terminal);
                }
                measure(report, open.size() + " open", typed, plain);
                learners.forEach(TerminalBench::record);
                measure(report, open.size() + " open, all recorded", typed, plain);
            }
            report.figure("server's memory", lab.residentBytes() / 1024 / 1024 + " MiB");
            open.forEach(LabTerminal::close);
            learners.forEach(LabClient::close);
        }
    }

    private static void record(LabClient learner) {
        learner.submit(EXERCISE, "/recording", Map.of());
    }

    private static void measure(Report report, String name, LabTerminal ours, PlainExec plain) throws Exception {
        byte[] key = "x".getBytes(StandardCharsets.US_ASCII);
        byte[] erase = {0x7f};
        byte[] buffer = new byte[4096];
        long[] through = new long[KEYS];
        long[] direct = new long[KEYS];
        for (int i = -KEYS / 5; i < KEYS; i++) {
            long start = System.nanoTime();
            ours.echo(key);
            long middle = System.nanoTime();
            plain.echo(key, buffer);
            long end = System.nanoTime();
            if (i >= 0) {
                through[i] = middle - start;
                direct[i] = end - middle;
            }
            // Take it back, so that the line stays short.
            ours.echo(erase);
            plain.echo(erase, buffer);
        }
        Timings server = new Timings(through);
        Timings exec = new Timings(direct);
        report.figure("echo through the server, " + name, server);
        report.figure("engine's own exec beside it", exec);
        report.atMost("  above it, p50", server.millis(0.5) - exec.millis(0.5), 1, "ms");
        report.atMost("  above it, p99", server.millis(0.99) - exec.millis(0.99), 5, "ms");
    }
}
