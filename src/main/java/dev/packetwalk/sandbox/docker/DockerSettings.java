package dev.packetwalk.sandbox.docker;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * Where the engine is, and what a sandbox is made of.
 *
 * @param socket the engine's Unix socket
 * @param installation whose containers these are; nobody else's are touched
 * @param server the server that makes them; for people who look at the engine
 * @param boxImage the box's image
 * @param keeperImage the keeper's image
 * @param runtime the OCI runtime, such as {@code kata-runtime}; when empty, crun where the engine offers it and it works, else the engine's default
 * @param limits what a box may use
 */
public record DockerSettings(
        Path socket,
        UUID installation,
        String server,
        String boxImage,
        String keeperImage,
        Optional<String> runtime,
        Limits limits) {
    /**
     * What a box may use.
     *
     * @param memoryMebibytes memory, with no swap beyond it
     * @param processes processes and threads
     * @param processors of them, as a number such as 0.5
     * @param fileMebibytes the size of one file
     * @param openFiles open files of one process
     * @param diskMebibytes all that is written to its file system; a box that has more is removed
     * @param diskFiles files and directories made, changed or removed; a box that has more is removed
     * @param storageSize the engine's own limit on the file system ({@code --storage-opt size}), where its storage driver has one
     */
    public record Limits(
            int memoryMebibytes,
            int processes,
            double processors,
            int fileMebibytes,
            int openFiles,
            int diskMebibytes,
            int diskFiles,
            Optional<String> storageSize) {
        /** Enough for every exercise; see containers/README.md for what they hold off. */
        public static final Limits DEFAULT = new Limits(256, 256, 0.5, 64, 4096, 512, 50_000, Optional.empty());
    }
}
