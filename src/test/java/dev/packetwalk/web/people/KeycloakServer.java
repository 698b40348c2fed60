package dev.packetwalk.web.people;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A real Keycloak with the realm of {@code web/keycloak-realm.json}, where it has been unpacked: {@code scripts/try-keycloak} does that
 * and names the folder in {@code PACKETWALK_KEYCLOAK}.
 */
public final class KeycloakServer implements QuarkusTestResourceLifecycleManager {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private @Nullable Process process;

    /** Whether there is one to start. */
    static boolean isHere() {
        return System.getenv("PACKETWALK_KEYCLOAK") != null;
    }

    @Override
    public Map<String, String> start() {
        String folder = System.getenv("PACKETWALK_KEYCLOAK");
        if (folder == null) {
            return Map.of();
        }
        try {
            int port = freePort();
            Path home = Path.of(folder);
            Files.createDirectories(home.resolve("data/import"));
            Files.copy(
                    Path.of("src/test/resources/web/keycloak-realm.json"),
                    home.resolve("data/import/lab-realm.json"),
                    StandardCopyOption.REPLACE_EXISTING);
            ProcessBuilder server = new ProcessBuilder(
                    home.resolve("bin/kc.sh").toString(),
                    "start-dev",
                    "--http-host=127.0.0.1",
                    "--http-port=" + port,
                    "--import-realm");
            server.environment().put("JAVA_HOME", System.getProperty("java.home"));
            server.environment().put("JAVA_OPTS_KC_HEAP", "-Xms128m -Xmx512m");
            server.redirectErrorStream(true)
                    .redirectOutput(Path.of("target", "keycloak.log").toFile());
            process = server.start();
            String realm = "http://127.0.0.1:" + port + "/realms/lab";
            Awaitility.await()
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> answers(realm));
            return Map.of(
                    "packetwalk.people.provider.enabled", "true",
                    "packetwalk.people.provider.label", "Keycloak",
                    "packetwalk.people.provider.instructors", "teacher",
                    "packetwalk.people.provider.login-claim", "preferred_username",
                    "quarkus.oidc.auth-server-url", realm,
                    "quarkus.oidc.client-id", "packetwalk",
                    "quarkus.oidc.credentials.secret", "0123456789abcdef0123456789abcdef",
                    "quarkus.oidc.roles.role-claim-path", "groups");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean answers(String realm) throws InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                                    HttpRequest.newBuilder(URI.create(realm))
                                            .timeout(Duration.ofSeconds(5))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void stop() {
        Process running = process;
        if (running == null) {
            return;
        }
        running.descendants().forEach(ProcessHandle::destroy);
        running.destroy();
        try {
            if (!running.waitFor(20, TimeUnit.SECONDS)) {
                running.descendants().forEach(ProcessHandle::destroyForcibly);
                running.destroyForcibly();
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
