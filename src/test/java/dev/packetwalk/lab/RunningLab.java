package dev.packetwalk.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A lab of its own, run by {@code ./packetwalk} as a new user would: own data, own port, own containers. Closing removes it all. */
public final class RunningLab implements AutoCloseable {
    private static final Duration COMMAND_LIMIT = Duration.ofMinutes(10);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

    private static final int FIRST_PORT = 20_000;
    private static final int END_OF_PORTS = 32_000;

    private static final Pattern SANDBOXES =
            Pattern.compile("(?m)^packetwalk_sandboxes\\{[^}]*state=\"([a-z]+)\"[^}]*} ([0-9.]+)");

    private static final Pattern ADMINISTRATOR = Pattern.compile("administrator makes their account at (http://\\S+)");

    private final Path data;
    private final int port;
    private final Map<String, String> settings;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER_LIMIT).build();

    private RunningLab(Path data, int port, Map<String, String> settings) {
        this.data = data;
        this.port = port;
        this.settings = Map.copyOf(settings);
    }

    /** Starts a lab. */
    public static RunningLab start(String name, Map<String, String> settings) {
        RunningLab lab = new RunningLab(Path.of("target", "labs", name).toAbsolutePath(), freePort(), settings);
        lab.down();
        lab.up();
        return lab;
    }

    /** Runs {@code ./packetwalk up}; its output is returned, and is part of the failure if it fails. */
    public String up() {
        return packetwalk("up");
    }

    /** Ends the server as a power cut would: no farewell, its database left behind. */
    public void kill() {
        ProcessHandle server = server();
        server.destroyForcibly();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !server.isAlive());
    }

    /** Where it keeps everything that it keeps. */
    public Path data() {
        return data;
    }

    /** Where the pages are. */
    public URI link() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** The link by which the administrator makes their account, as the server's log has it. */
    public String administratorLink() {
        return ADMINISTRATOR
                .matcher(read(data.resolve("server.log")))
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    /** The ids of all containers of this lab. */
    public List<String> containers() {
        return run(List.of(
                        "docker",
                        "ps",
                        "-aq",
                        "--no-trunc",
                        "--filter",
                        "label=dev.packetwalk.installation=" + read(data.resolve("installation"))))
                .lines()
                .toList();
    }

    /** How many sandboxes there are in each state, by the server's metrics. */
    public Map<String, Integer> sandboxesByState() throws IOException, InterruptedException {
        Map<String, Integer> states = new LinkedHashMap<>();
        SANDBOXES
                .matcher(metrics())
                .results()
                .forEach(m -> states.put(m.group(1), (int) Double.parseDouble(m.group(2))));
        return states;
    }

    /** The server's metrics, as Prometheus reads them. */
    public String metrics() throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(link().resolve("q/metrics"))
                                .timeout(ANSWER_LIMIT)
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** The server's memory that is not shared with others, in bytes. */
    public long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(server().pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        down();
    }

    private void down() {
        packetwalk("down");
        // Not --purge: that would take the images and the build, which the next test wants.
        run(List.of("rm", "-rf", data.toString()));
    }

    /** The server's process. */
    public ProcessHandle server() {
        return ProcessHandle.of(Long.parseLong(read(data.resolve("server.pid"))))
                .orElseThrow();
    }

    private String packetwalk(String command) {
        return run(List.of("./packetwalk", command));
    }

    private String run(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true);
        Map<String, String> environment = new LinkedHashMap<>(settings);
        environment.put("PACKETWALK_DATA", data.toString());
        environment.put("PACKETWALK_PORT", Integer.toString(port));
        builder.environment().putAll(environment);
        try {
            Path output = Files.createTempFile("packetwalk", ".out");
            // To a file, not a pipe: the server that it starts inherits nothing that would keep us waiting.
            Process process = builder.redirectOutput(output.toFile()).start();
            boolean ended = process.waitFor(COMMAND_LIMIT.toSeconds(), TimeUnit.SECONDS);
            String text = Files.readString(output);
            Files.delete(output);
            assertThat(ended)
                    .as("%s ended in time; it said:%n%s", command, text)
                    .isTrue();
            assertThat(process.exitValue())
                    .as("%s; it said:%n%s", command, text)
                    .isZero();
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** None of those that the kernel gives to connections: nobody else takes it while a killed server starts again. */
    private static int freePort() {
        for (int tries = 0; tries < 100; tries++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, END_OF_PORTS);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port from " + FIRST_PORT + " to " + END_OF_PORTS);
    }

    private static boolean isFree(int port) {
        try {
            new ServerSocket(port).close();
            return true;
        } catch (BindException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
