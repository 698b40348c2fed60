package dev.packetwalk.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.sandbox.SandboxId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A learner without a browser: follows pages, fills in forms, opens sockets. One cookie jar, one thread. */
public final class LabClient implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** For all of them: fifty learners are not to be fifty pools of threads. */
    private static final ExecutorService TASKS = Executors.newVirtualThreadPerTaskExecutor();

    private final URI lab;
    private final CookieManager jar = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            // As browsers do without TLS.
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(jar)
            .executor(TASKS)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    public LabClient(URI lab) {
        this.lab = lab;
    }

    /** The cookies that this learner has now, by name. */
    public Map<String, String> cookies() {
        return jar.getCookieStore().getCookies().stream()
                .collect(Collectors.toMap(HttpCookie::getName, HttpCookie::getValue));
    }

    /** Joins under a name. */
    public LabClient join(String name) {
        submit("", "learners", Map.of("name", name));
        return this;
    }

    /** The page at a path relative to the lab's link. */
    public Document page(String path) {
        return read(send(HttpRequest.newBuilder(lab.resolve(path)).GET()));
    }

    /** What a page's script fetches, as JSON. */
    public String fetch(String path) {
        try {
            return http.send(
                            HttpRequest.newBuilder(lab.resolve(path))
                                    .timeout(LIMIT)
                                    .header("Accept", "application/json")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Fills in the form with this action on the page and sends it; gives the page that follows. */
    public Document submit(String pagePath, String action, Map<String, String> fields) {
        return submit(page(pagePath), action, fields);
    }

    /** Fills in the form with this action on a page that was read before; gives the page that follows. */
    public Document submit(Document page, String action, Map<String, String> fields) {
        Element form = page.select("form").stream()
                .filter(f -> f.attr("action").endsWith(action))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "no form '" + action + "' on the page:\n" + page.body().text()));
        Map<String, String> all = new LinkedHashMap<>();
        form.select("input[type=hidden]").forEach(i -> all.put(i.attr("name"), i.attr("value")));
        all.putAll(fields);
        String body = all.entrySet().stream()
                .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
                .collect(Collectors.joining("&"));
        return read(send(HttpRequest.newBuilder(lab.resolve(form.attr("action")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))));
    }

    /** Starts the machine of an exercise and gives its id; fails when there is no room. */
    public SandboxId startMachine(String exercisePath) {
        return startMachine(page(exercisePath));
    }

    /** Starts the machine of the exercise whose page was read before. */
    public SandboxId startMachine(Document exercise) {
        Document page = submit(exercise, "/machine", Map.of());
        Element terminal = page.selectFirst("[data-sandbox]");
        assertThat(terminal)
                .as("a terminal on the page:%n%s", page.body().text())
                .isNotNull();
        return new SandboxId(terminal.attr("data-sandbox"));
    }

    /** Opens a terminal. */
    public LabTerminal terminal(SandboxId sandbox, String name) throws Exception {
        LabTerminal terminal = new LabTerminal();
        terminal.opened(socket("sandboxes/" + sandbox + "/terminals/" + name + "?columns=100&rows=30", terminal));
        return terminal;
    }

    /** Opens a socket at a path, with the lab's own origin. */
    public WebSocket socket(String path, WebSocket.Listener listener) throws Exception {
        URI address = URI.create("ws://" + lab.getAuthority() + "/" + path);
        return http.newWebSocketBuilder()
                .header("Origin", "http://" + lab.getAuthority())
                .connectTimeout(Duration.ofSeconds(10))
                .buildAsync(address, listener)
                .get(15, TimeUnit.SECONDS);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(
                    request.timeout(LIMIT).header("Accept", "text/html").build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Document read(HttpResponse<String> response) {
        assertThat(response.statusCode())
                .as("%s answered:%n%s", response.uri(), response.body())
                .isBetween(200, 299);
        return Jsoup.parse(response.body(), response.uri().toString());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Leaves at once, like a browser that is closed: does not wait for sockets that are still open. */
    @Override
    public void close() {
        http.shutdownNow();
    }
}
