package dev.packetwalk.progress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL that outlived the server that started it, as happens when the server is killed. */
final class OrphanedPostgres {
    private static final long FAST_LIMIT_SECONDS = 20;
    private static final long IMMEDIATE_LIMIT_SECONDS = 10;

    private OrphanedPostgres() {}

    /**
     * Stops what runs over a cluster. The caller holds the data directory's lock, so whatever runs there has no server.
     *
     * @throws DatabaseStartException if it does not end
     */
    static void stop(Path cluster) throws IOException {
        Long process = runningOver(cluster);
        if (process == null) {
            // A pid file without its process can name somebody else's by now, and PostgreSQL would refuse to start.
            Files.deleteIfExists(cluster.resolve("postmaster.pid"));
            return;
        }
        if (ends(process, "INT", FAST_LIMIT_SECONDS) || ends(process, "QUIT", IMMEDIATE_LIMIT_SECONDS)) {
            Files.deleteIfExists(cluster.resolve("postmaster.pid"));
            return;
        }
        throw new DatabaseStartException("PostgreSQL (process " + process + ") still runs over " + cluster
                + " and does not end. Stop it by hand, then start again.");
    }

    /**
     * The process that runs over a cluster: the one its pid file names, if that works in this very directory.
     *
     * @return {@code null} if there is none
     */
    static @Nullable Long runningOver(Path cluster) throws IOException {
        Path file = cluster.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return null;
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.getFirst().strip().matches("[0-9]{1,10}")) {
            return null;
        }
        long pid = Long.parseLong(lines.getFirst().strip());
        Path workingDirectory = Path.of("/proc", Long.toString(pid), "cwd");
        try {
            return Files.isSameFile(workingDirectory, cluster) ? pid : null;
        } catch (IOException _) {
            return null; // no such process, or not ours to look into: in neither case our orphan
        }
    }

    /** SIGINT disconnects clients and shuts down cleanly; SIGQUIT ends at once and leaves the rest to recovery. */
    private static boolean ends(long pid, String signal, long seconds) throws IOException {
        var handle = ProcessHandle.of(pid);
        if (handle.isEmpty()) {
            return true;
        }
        Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + pid)
                .inheritIO()
                .start();
        try {
            kill.waitFor(5, TimeUnit.SECONDS);
            handle.get().onExit().get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL was ending", e);
        } catch (ExecutionException | CompletionException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
