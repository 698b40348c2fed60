package dev.packetwalk.web.follow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Draws walks as pages do, by the very code of the pages, and compares the drawing with the walk, step by step: what is compared is
 * said in {@code frontend/test/diagram/drawn.test.ts}.
 */
final class Drawing {
    private static final Path FRONTEND = Path.of("frontend");
    private static final long LIMIT_SECONDS = 120;

    private Drawing() {}

    /**
     * Walks over rules, in a world.
     *
     * @param name of whatever they come from
     */
    record Drawn(String name, RulesView rules, WorldView world, List<WalkView> walks) {}

    /** Fails, saying where, if a drawing is not what was walked; skips where the front end's packages are not installed. */
    static void compare(List<Drawn> all) throws IOException, InterruptedException {
        Path vitest = FRONTEND.resolve("node_modules/.bin/vitest");
        Assumptions.assumeTrue(
                Files.exists(vitest), "the front end's packages are not installed: frontend/packages.sh");
        Path walks = Files.createTempFile("drawn", ".json");
        Path output = Files.createTempFile("drawn", ".txt");
        try {
            new ObjectMapper().writeValue(walks.toFile(), all);
            ProcessBuilder builder = new ProcessBuilder("node_modules/.bin/vitest", "run", "test/diagram/drawn.test.ts")
                    .directory(FRONTEND.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().put("PACKETWALK_DRAWN", walks.toAbsolutePath().toString());
            Process process = builder.start();
            boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            assertThat(ended && process.exitValue() == 0).as(() -> read(output)).isTrue();
        } finally {
            Files.deleteIfExists(walks);
            Files.deleteIfExists(output);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "no output: " + e.getMessage();
        }
    }
}
