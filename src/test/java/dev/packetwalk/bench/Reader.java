package dev.packetwalk.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Somebody who reads, as a program of its own: asks for one page after the other at a steady pace, whether or not the one before has
 * come, so that a server that stands still is seen for as long as it does. Reads the lab's address and its cookies, a line each; writes a
 * line for each page, {@code <nanoseconds> <true|false>}, whether it came. Ends with its input.
 */
public final class Reader {
    private static final List<String> PAGES = List.of(
            "",
            "lessons/iptables-following-a-packet",
            "account",
            "cards",
            "lessons/iptables-following-a-packet/rule-order");
    private static final long EVERY_MILLIS = 40;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final URI lab;
    private final String cookies;
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService readers = Executors.newCachedThreadPool();
    private int next;

    private Reader(URI lab, String cookies) {
        this.lab = lab;
        this.cookies = cookies;
    }

    public static void main(String... arguments) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        new Reader(URI.create(in.readLine()), in.readLine()).begin();
        while (in.readLine() != null) {
            // Whoever started this says no more.
        }
        System.exit(0);
    }

    /** What is read, in this order. */
    static String pages() {
        return PAGES.stream().map(page -> "/" + page).collect(Collectors.joining(", "));
    }

    private void begin() {
        var _ = pace.scheduleAtFixedRate(this::askForNext, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void askForNext() {
        String page = PAGES.get(next++ % PAGES.size());
        long start = System.nanoTime();
        var _ = readers.submit(() -> {
            boolean fine = came(page);
            System.out.println(System.nanoTime() - start + " " + fine);
        });
    }

    private boolean came(String page) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) lab.resolve(page).toURL().openConnection();
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout((int) LIMIT.toMillis());
            connection.setReadTimeout((int) LIMIT.toMillis());
            connection.setRequestProperty("Cookie", cookies);
            connection.setRequestProperty("Accept", "text/html");
            boolean fine = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            // Read to its end, so that the next page comes by the same connection.
            try (var body = connection.getInputStream()) {
                body.readAllBytes();
            }
            return fine;
        } catch (IOException _) {
            return false;
        }
    }
}
