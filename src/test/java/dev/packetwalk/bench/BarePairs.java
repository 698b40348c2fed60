package dev.packetwalk.bench;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What the engine takes for two containers of our images in which nothing but {@code sleep} runs: below that no sandbox can be, and
 * how fast this machine is today.
 */
final class BarePairs {
    private static final int PAIRS = 20;

    private final DockerClient docker;
    private final CpuTimes cpu;
    private final String keeperImage;
    private final String boxImage;
    private final Queue<String> made = new ConcurrentLinkedQueue<>();

    private BarePairs(DockerClient docker, CpuTimes cpu, String keeperImage, String boxImage) {
        this.docker = docker;
        this.cpu = cpu;
        this.keeperImage = keeperImage;
        this.boxImage = boxImage;
    }

    /**
     * Starts some, as many at a time as there are processors, and removes them.
     *
     * @param sandboxes the containers of a running lab, whose images are taken
     */
    static String measure(DockerClient docker, CpuTimes cpu, List<String> sandboxes) throws Exception {
        BarePairs pairs = new BarePairs(docker, cpu, image(docker, sandboxes, true), image(docker, sandboxes, false));
        try {
            return pairs.start();
        } finally {
            pairs.made.forEach(
                    id -> docker.removeContainerCmd(id).withForce(true).exec());
        }
    }

    private static String image(DockerClient docker, List<String> sandboxes, boolean keeper) throws IOException {
        for (String id : sandboxes) {
            var container = docker.inspectContainerCmd(id).exec();
            if (container.getName().endsWith("keeper") == keeper) {
                return container.getImageId();
            }
        }
        throw new IOException("the lab has no container whose image could be taken");
    }

    private String start() throws Exception {
        Map<String, Double> before = cpu.now();
        long begin = System.nanoTime();
        try (ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Callable<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < PAIRS; i++) {
                all.add(this::startOne);
            }
            for (Future<Boolean> one : threads.invokeAll(all)) {
                one.get();
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        Map<String, Double> after = cpu.now();
        return String.format(
                Locale.ROOT,
                "%.0f ms after each other, of processor: %s",
                seconds * 1000 / PAIRS,
                CpuTimes.each(before, after, PAIRS));
    }

    private boolean startOne() {
        String keeper = startOne(keeperImage, "none");
        startOne(boxImage, "container:" + keeper);
        return true;
    }

    private String startOne(String image, String network) {
        String id = docker.createContainerCmd(image)
                .withEntrypoint("sleep")
                .withCmd("300")
                .withNetworkDisabled(network.equals("none"))
                .withHostConfig(HostConfig.newHostConfig()
                        .withNetworkMode(network)
                        .withSecurityOpts(List.of("seccomp=unconfined"))
                        .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE)))
                .exec()
                .getId();
        made.add(id);
        docker.startContainerCmd(id).exec();
        return id;
    }
}
