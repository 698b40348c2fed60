package dev.packetwalk.progress.webhooks;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that an address is told, as its instructors see it.
 *
 * @param event the word of a {@link WebhookEvent}, or {@link WebhookEvent#PING}
 * @param tries how often it was sent
 * @param status what the last try was answered with; {@code null} before, and where nothing answered
 * @param problem why the last try failed; empty if it did not
 * @param dueAt when it is tried next, if {@link #open}
 */
public record WebhookDelivery(
        UUID id,
        String event,
        Instant madeAt,
        Instant dueAt,
        int tries,
        @Nullable Integer status,
        String problem,
        @Nullable Instant deliveredAt,
        @Nullable Instant givenUpAt) {
    /** Whether it is still to be sent. */
    public boolean open() {
        return deliveredAt == null && givenUpAt == null;
    }
}
