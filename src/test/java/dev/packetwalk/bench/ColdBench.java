package dev.packetwalk.bench;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.HostConfig;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.docker.EngineClient;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A sandbox made while the learner waits, beside the engine's plain create-and-start of the same two containers. */
final class ColdBench {
    private static final int ROUNDS = 20;
    private static final int WARM_UP = 3;

    private ColdBench() {}

    static void run(Report report) throws Exception {
        try (BenchLab lab = BenchLab.engineOnly();
                DockerClient docker = EngineClient.open()) {
            SandboxId sample = SandboxId.random();
            lab.engine.create(sample, BenchLab.PLAIN);
            List<InspectContainerResponse> parts = parts(docker, sample);
            long[] ours = new long[ROUNDS];
            long[] plain = new long[ROUNDS];
            // Turn and turn about: whatever else the machine does meets both alike.
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                long sandbox = sandbox(lab);
                long pair = pair(docker, parts);
                if (round >= 0) {
                    ours[round] = sandbox;
                    plain[round] = pair;
                }
            }
            Timings sandboxes = new Timings(ours);
            Timings pairs = new Timings(plain);
            report.figure("cold sandbox, ready to use", sandboxes);
            report.figure("plain create and start of the same", pairs);
            report.atMost("  ratio of the medians", sandboxes.millis(0.5) / pairs.millis(0.5), 1.2, "x");
        }
    }

    private static long sandbox(BenchLab lab) {
        SandboxId id = SandboxId.random();
        long start = System.nanoTime();
        lab.engine.create(id, BenchLab.PLAIN);
        long nanos = System.nanoTime() - start;
        lab.engine.remove(id);
        return nanos;
    }

    /** The sandbox's containers, the one that owns the network first. */
    private static List<InspectContainerResponse> parts(DockerClient docker, SandboxId id) {
        return docker
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of("dev.packetwalk.sandbox", id.value()))
                .exec()
                .stream()
                .map(container -> docker.inspectContainerCmd(container.getId()).exec())
                .sorted((a, b) -> Boolean.compare(joins(a), joins(b)))
                .toList();
    }

    private static boolean joins(InspectContainerResponse container) {
        return String.valueOf(container.getHostConfig().getNetworkMode()).startsWith("container:");
    }

    private static long pair(DockerClient docker, List<InspectContainerResponse> parts) {
        long start = System.nanoTime();
        String keeper = start(docker, parts.getFirst(), null);
        String box = start(docker, parts.getLast(), keeper);
        long nanos = System.nanoTime() - start;
        docker.removeContainerCmd(box).withForce(true).exec();
        docker.removeContainerCmd(keeper).withForce(true).exec();
        return nanos;
    }

    private static String start(
            DockerClient docker, InspectContainerResponse like, @org.jspecify.annotations.Nullable String network) {
        HostConfig host = like.getHostConfig();
        var config = like.getConfig();
        var create = docker.createContainerCmd(Objects.requireNonNull(config.getImage()))
                .withHostConfig(network == null ? host : host.withNetworkMode("container:" + network))
                .withStdinOpen(Boolean.TRUE.equals(config.getStdinOpen()))
                .withTty(Boolean.TRUE.equals(config.getTty()))
                .withNetworkDisabled(Boolean.TRUE.equals(config.getNetworkDisabled()))
                .withEnv(config.getEnv() == null ? new String[0] : config.getEnv())
                .withLabels(Map.of("dev.packetwalk.installation", "bench"));
        if (network == null) {
            create.withHostName(Objects.requireNonNull(config.getHostName()));
        }
        String id = create.exec().getId();
        docker.startContainerCmd(id).exec();
        return id;
    }
}
