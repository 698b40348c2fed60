package dev.packetwalk.sandbox.docker;

import dev.packetwalk.sandbox.SandboxEngine.Found;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The real engine, for one test class, as an installation of its own: whatever the class leaves behind is removed after it, or
 * when the JVM ends.
 */
public final class TestEngine implements BeforeAllCallback, AfterAllCallback {
    private final DockerSettings settings;

    @SuppressWarnings("NullAway.Init") // made before all tests: a class that is tried again finds the same extension
    private DockerSandboxEngine engine;

    private final Thread sweeper = new Thread(this::sweep, "sweep");

    public TestEngine() {
        this(DockerSettings.Limits.DEFAULT);
    }

    public TestEngine(DockerSettings.Limits limits) {
        Map<String, String> images = images();
        this.settings = new DockerSettings(
                Path.of("/var/run/docker.sock"),
                UUID.randomUUID(),
                "test",
                Objects.requireNonNull(images.get("box")),
                Objects.requireNonNull(images.get("keeper")),
                Optional.empty(),
                limits);
    }

    public DockerSandboxEngine engine() {
        return engine;
    }

    public DockerSettings settings() {
        return settings;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        engine = new DockerSandboxEngine(settings);
        Runtime.getRuntime().addShutdownHook(sweeper);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Runtime.getRuntime().removeShutdownHook(sweeper);
        sweep();
        engine.close();
    }

    private void sweep() {
        engine.list().stream().map(Found::id).forEach(engine::remove);
    }

    /** As whoever starts the tests has built them, or as the build script names them. */
    private static Map<String, String> images() {
        String box = System.getenv("PACKETWALK_BOX_IMAGE");
        String keeper = System.getenv("PACKETWALK_KEEPER_IMAGE");
        if (box != null && keeper != null) {
            return Map.of("box", box, "keeper", keeper);
        }
        try {
            Process process = new ProcessBuilder("containers/build", "--tags")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String tags = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return tags.lines()
                    .map(line -> line.split("=", 2))
                    .collect(Collectors.toMap(words -> words[0], words -> words[1]));
        } catch (IOException e) {
            throw new IllegalStateException("cannot ask containers/build for the tags of the images", e);
        }
    }
}
