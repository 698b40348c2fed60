package dev.packetwalk.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ChangeLog;
import com.github.dockerjava.api.model.Container;
import dev.packetwalk.sandbox.SandboxEngine.Overuse;
import dev.packetwalk.sandbox.SandboxId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the boxes that have written more than they may. Asking the engine makes it walk through every box's files, so that is done
 * when what the disk has left has shrunk by as much as half of what one box may take, and regularly.
 */
final class DiskGuard {
    private static final System.Logger LOG = System.getLogger(DiskGuard.class.getName());
    private static final Duration SIZES_REGULARLY = Duration.ofSeconds(30);
    private static final Duration COUNTS_REGULARLY = Duration.ofMinutes(5);
    /** The number of free files is not asked for at each call: that takes a process. */
    private static final Duration COUNT_PERIOD = Duration.ofSeconds(5);
    /** Without a view of the disk only a regular look is left, so it is a frequent one. */
    private static final int BLIND = 6;

    private static final long MEBIBYTE = 1 << 20;
    private static final int MOST_ATTEMPTS = 3;

    private final DockerClient client;
    private final DockerSettings settings;
    private final Optional<Path> dataRoot;
    private final Watermark sizes;
    private final Watermark counts;
    private long countedAt = System.nanoTime() - COUNT_PERIOD.toNanos();

    /** @param dataRoot where the engine keeps containers, when this process can see it */
    DiskGuard(DockerClient client, DockerSettings settings, Optional<Path> dataRoot) {
        this.client = client;
        this.settings = settings;
        this.dataRoot = dataRoot;
        int often = dataRoot.isPresent() ? 1 : BLIND;
        this.sizes = new Watermark(settings.limits().diskMebibytes() * MEBIBYTE / 2, SIZES_REGULARLY.dividedBy(often));
        this.counts = new Watermark(settings.limits().diskFiles() / 2, COUNTS_REGULARLY.dividedBy(often));
    }

    synchronized List<Overuse> overuse() {
        List<Overuse> found = new ArrayList<>();
        if (sizes.isDue(left(FreeSpace::bytes))) {
            found.addAll(tooLarge());
        }
        boolean counted = System.nanoTime() - countedAt < COUNT_PERIOD.toNanos();
        if (!counted) {
            countedAt = System.nanoTime();
            if (counts.isDue(left(FreeSpace::files))) {
                found.addAll(tooMany());
            }
        }
        return found;
    }

    private interface Look {
        long at(Path directory) throws IOException;
    }

    private long left(Look look) {
        try {
            return dataRoot.isPresent() ? look.at(dataRoot.get()) : 0;
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "cannot see what the engine's disk has left", e);
            return 0;
        }
    }

    private List<Overuse> tooLarge() {
        List<Overuse> found = new ArrayList<>();
        int allowed = settings.limits().diskMebibytes();
        for (Container box : sizedBoxes()) {
            Long size = box.getSizeRw();
            if (size != null && size > allowed * MEBIBYTE) {
                found.add(new Overuse(
                        id(box), "its files took " + size / MEBIBYTE + " MiB, and " + allowed + " MiB are allowed"));
            }
        }
        return found;
    }

    private List<Overuse> tooMany() {
        List<Overuse> found = new ArrayList<>();
        int allowed = settings.limits().diskFiles();
        for (Container box : boxes(false)) {
            int count = changes(box);
            if (count > allowed) {
                found.add(new Overuse(
                        id(box), "it made or changed " + count + " files, and " + allowed + " are allowed"));
            }
        }
        return found;
    }

    private int changes(Container box) {
        try {
            // Null, not an empty list, is the answer about a container in which nothing has changed.
            @Nullable
            List<ChangeLog> changes = client.containerDiffCmd(box.getId()).exec();
            return changes == null ? 0 : changes.size();
        } catch (NotFoundException e) {
            // Removed since it was listed.
            return 0;
        }
    }

    private static SandboxId id(Container box) {
        return new SandboxId(box.getLabels().getOrDefault(Containers.SANDBOX, ""));
    }

    /** An engine that removes a box while it measures all of them fails as a whole; asked again it has forgotten that one. */
    private List<Container> sizedBoxes() {
        for (int attempt = 1; attempt < MOST_ATTEMPTS; attempt++) {
            try {
                return boxes(true);
            } catch (InternalServerErrorException e) {
                LOG.log(System.Logger.Level.DEBUG, "measuring the boxes once more", e);
            }
        }
        return boxes(true);
    }

    private List<Container> boxes(boolean withSizes) {
        return client.listContainersCmd()
                .withShowAll(true)
                .withShowSize(withSizes)
                .withLabelFilter(Map.of(
                        Containers.INSTALLATION, settings.installation().toString(),
                        Containers.PART, Containers.Part.BOX.label()))
                .exec();
    }

    /** Remembers how much was left, to tell when that has shrunk enough for another look. */
    private static final class Watermark {
        private final long step;
        private final Duration regularly;
        private boolean known;
        private long then;
        private long lookedAt;

        Watermark(long step, Duration regularly) {
            this.step = step;
            this.regularly = regularly;
        }

        boolean isDue(long left) {
            boolean due = !known || then - left > step || System.nanoTime() - lookedAt > regularly.toNanos();
            if (due) {
                known = true;
                then = left;
                lookedAt = System.nanoTime();
            } else {
                // Space that others gave back must not hide what a box takes.
                then = Math.max(then, left);
            }
            return due;
        }
    }
}
