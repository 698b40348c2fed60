package dev.packetwalk.sandbox.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What the file system under a directory has left. */
final class FreeSpace {
    private static final int STAT_LIMIT_SECONDS = 5;

    private FreeSpace() {}

    /** @throws IOException if the directory can't be seen */
    static long bytes(Path directory) throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    /**
     * How many more files it can hold; 0 where the file system does not count them. The platform has no call for it, so this asks
     * {@code stat} of GNU coreutils, which prints statfs(2)'s {@code f_ffree}.
     *
     * @throws IOException if it can't be asked
     */
    static long files(Path directory) throws IOException {
        Process stat = new ProcessBuilder("stat", "-f", "-c", "%d", directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var output = stat.getInputStream()) {
            String text = new String(output.readNBytes(64), StandardCharsets.US_ASCII).strip();
            if (!stat.waitFor(STAT_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("stat did not finish within " + STAT_LIMIT_SECONDS + " s");
            }
            return text.matches("\\d+") ? Long.parseLong(text) : 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while looking at the free space", e);
        } finally {
            stat.destroyForcibly();
        }
    }
}
