package dev.packetwalk.web;

import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Keeps one address from joining without end. Counts in windows of fixed length; remembers a bounded number of addresses, the
 * ones seen last.
 */
@Singleton
public final class JoinLimit {
    private static final int MOST_ADDRESSES = 10_000;

    private final JoinSettings settings;
    private final InstantSource clock;
    private final Recent<String, Window> windows = new Recent<>(MOST_ADDRESSES);

    @Inject
    JoinLimit(JoinSettings settings) {
        this(settings, InstantSource.system());
    }

    JoinLimit(JoinSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Counts one more join from where a request comes from, and says whether it is still within the limit. */
    public boolean allows(HttpServerRequest request) {
        return allows(
                request.remoteAddress() == null
                        ? "unknown"
                        : request.remoteAddress().hostAddress());
    }

    /** Counts one more join from an address, and says whether it is still within the limit. */
    synchronized boolean allows(String address) {
        Instant now = clock.instant();
        Window window = windows.get(address);
        if (window == null || !now.isBefore(window.endsAt())) {
            window = new Window(0, now.plus(settings.window()));
        }
        boolean allowed = window.joins() < settings.perAddress();
        windows.put(address, new Window(allowed ? window.joins() + 1 : window.joins(), window.endsAt()));
        return allowed;
    }

    /** How many addresses are remembered. */
    synchronized int remembered() {
        return windows.size();
    }

    private record Window(int joins, Instant endsAt) {}
}
