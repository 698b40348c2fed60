package dev.packetwalk.progress.webhooks;

import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An address that is told what happens in a class.
 *
 * @param address where it is told; {@code http} or {@code https}
 * @param events what it is told of
 * @param disabledAt since when it is told nothing; {@code null} while it is
 * @param failures how many deliveries were given up since the last one that succeeded
 */
public record Webhook(
        UUID id,
        UUID taughtClass,
        URI address,
        Set<WebhookEvent> events,
        Instant madeAt,
        @Nullable Instant disabledAt,
        int failures) {
    public Webhook {
        // In the order in which they are declared, which is the order in which pages name them.
        events = Collections.unmodifiableSet(new TreeSet<>(events));
    }

    /** Whether it is told of what happens. */
    public boolean enabled() {
        return disabledAt == null;
    }
}
