package dev.packetwalk.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * Somebody who reads: asks for one page after the other at a steady pace, whether or not the one before has come, so that a server
 * that stands still is seen for as long as it does.
 */
final class PageProber implements AutoCloseable {
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
    private final HttpClient http = HttpClient.newBuilder()
            // As browsers do without TLS.
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Long> nanos = new ArrayList<>();
    private int next;
    private int failed;

    private PageProber(URI lab, Map<String, String> cookies) {
        this.lab = lab;
        this.cookies = cookies.entrySet().stream()
                .map(one -> one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining("; "));
    }

    /** Begins; as the learner with these cookies. */
    static PageProber start(URI lab, Map<String, String> cookies) {
        PageProber prober = new PageProber(lab, cookies);
        var _ = prober.pace.scheduleAtFixedRate(prober::askForNext, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return prober;
    }

    static String pages() {
        return PAGES.stream().map(page -> "/" + page).collect(Collectors.joining(", "));
    }

    private void askForNext() {
        String page = PAGES.get(next++ % PAGES.size());
        long start = System.nanoTime();
        HttpRequest request = HttpRequest.newBuilder(lab.resolve(page))
                .header("Cookie", cookies)
                .header("Accept", "text/html")
                .timeout(LIMIT)
                .build();
        var _ = http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                .whenComplete((response, failure) ->
                        note(System.nanoTime() - start, failure == null && response.statusCode() == 200));
    }

    private void note(long took, boolean fine) {
        lock.lock();
        try {
            nanos.add(took);
            failed += fine ? 0 : 1;
        } finally {
            lock.unlock();
        }
    }

    /** What was seen since the last time this was asked. */
    Timings take() {
        lock.lock();
        try {
            Timings timings =
                    new Timings(nanos.stream().mapToLong(Long::longValue).toArray());
            nanos.clear();
            return timings;
        } finally {
            lock.unlock();
        }
    }

    /** How many pages did not come, or were no page. */
    int failed() {
        lock.lock();
        try {
            return failed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        pace.shutdownNow();
        http.shutdownNow();
        http.close();
    }
}
