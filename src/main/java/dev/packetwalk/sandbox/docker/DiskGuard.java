package dev.packetwalk.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import dev.packetwalk.sandbox.SandboxEngine.Overuse;
import dev.packetwalk.sandbox.SandboxId;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the boxes that have written more than they may. Asking the engine for the sizes makes it walk through every box's files,
 * so that is done when the free space has shrunk by as much as half a box may have, and regularly.
 */
final class DiskGuard {
    private static final System.Logger LOG = System.getLogger(DiskGuard.class.getName());
    private static final Duration REGULARLY = Duration.ofSeconds(30);
    private static final long MEBIBYTE = 1 << 20;

    private final DockerClient client;
    private final DockerSettings settings;
    private final Optional<Path> dataRoot;
    private long freeThen = Long.MIN_VALUE;
    private long measuredAt;

    /** @param dataRoot where the engine keeps containers, when this process can see it */
    DiskGuard(DockerClient client, DockerSettings settings, Optional<Path> dataRoot) {
        this.client = client;
        this.settings = settings;
        this.dataRoot = dataRoot;
    }

    synchronized List<Overuse> overuse() {
        long free = free();
        long quota = settings.limits().diskMebibytes() * MEBIBYTE;
        boolean shrunk = freeThen - free > quota / 2;
        // Without a view of the free space only a regular look is left, so it is a frequent one.
        Duration period = dataRoot.isPresent() ? REGULARLY : REGULARLY.dividedBy(6);
        boolean due = freeThen == Long.MIN_VALUE || System.nanoTime() - measuredAt > period.toNanos();
        if (!shrunk && !due) {
            // Space that others gave back must not hide what a box takes.
            freeThen = Math.max(freeThen, free);
            return List.of();
        }
        List<Overuse> found = measure(quota);
        freeThen = free;
        measuredAt = System.nanoTime();
        return found;
    }

    private long free() {
        try {
            if (dataRoot.isPresent()) {
                FileStore store = Files.getFileStore(dataRoot.get());
                return store.getUsableSpace();
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "cannot see the engine's free space", e);
        }
        return 0;
    }

    private List<Overuse> measure(long quota) {
        List<Overuse> found = new ArrayList<>();
        for (Container box : boxes()) {
            Long size = box.getSizeRw();
            if (size != null && size > quota) {
                SandboxId id = new SandboxId(box.getLabels().getOrDefault(Containers.SANDBOX, ""));
                found.add(new Overuse(
                        id,
                        "its files took " + size / MEBIBYTE + " MiB, and "
                                + settings.limits().diskMebibytes() + " MiB are allowed"));
            }
        }
        return found;
    }

    private List<Container> boxes() {
        return client.listContainersCmd()
                .withShowAll(true)
                .withShowSize(true)
                .withLabelFilter(Map.of(
                        Containers.INSTALLATION, settings.installation().toString(),
                        Containers.PART, Containers.Part.BOX.label()))
                .exec();
    }
}
