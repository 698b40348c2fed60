package dev.packetwalk.bench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * Somebody who reads: asks for one page after the other at a steady pace, whether or not the one before has come, so that a server
 * that stands still is seen for as long as it does. It goes before everything else in this program, as somebody at another computer
 * does: threads of its own, of the highest priority (which counts with {@code -XX:ThreadPriorityPolicy=1}).
 */
final class PageProber implements AutoCloseable {
    private static final List<String> PAGES = List.of(
            "",
            "lessons/iptables-following-a-packet",
            "account",
            "cards",
            "lessons/iptables-following-a-packet/rule-order");
    private static final long EVERY_MILLIS = 40;
    private static final int READERS = 8;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final URI lab;
    private final String cookies;
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor(first());
    private final ExecutorService readers = Executors.newCachedThreadPool(first());
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
        // A reader that has come already is not to be made while others wait for it.
        for (int i = 0; i < READERS; i++) {
            var _ = prober.readers.submit(() -> {});
        }
        var _ = prober.pace.scheduleAtFixedRate(prober::askForNext, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return prober;
    }

    static String pages() {
        return PAGES.stream().map(page -> "/" + page).collect(Collectors.joining(", "));
    }

    @SuppressWarnings("ThreadPriorityCheck") // Nothing relies on it but what is measured.
    private static ThreadFactory first() {
        return Thread.ofPlatform()
                .daemon()
                .priority(Thread.MAX_PRIORITY)
                .name("reader-", 0)
                .factory();
    }

    private void askForNext() {
        String page = PAGES.get(next++ % PAGES.size());
        long start = System.nanoTime();
        var _ = readers.submit(() -> {
            boolean fine = came(page);
            note(System.nanoTime() - start, fine);
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
        readers.shutdownNow();
    }
}
