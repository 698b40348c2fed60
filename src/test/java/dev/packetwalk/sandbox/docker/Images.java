package dev.packetwalk.sandbox.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The tags of the images that this checkout's containers/build makes. */
record Images(String box, String keeper) {
    private static final class Once {
        static final Images IMAGES = build();
    }

    /** The images, built if they are not there. */
    static Images built() {
        return Once.IMAGES;
    }

    private static Images build() {
        try {
            Process process = new ProcessBuilder("containers/build")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("containers/build failed:\n" + output);
            }
            return new Images(tag(output, "box="), tag(output, "keeper="));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String tag(String output, String name) {
        return output.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()))
                .reduce((earlier, last) -> last)
                .orElseThrow(
                        () -> new IllegalStateException("containers/build printed no line " + name + "\n" + output));
    }
}
