package dev.packetwalk.progress.webhooks;

import java.util.Optional;

/** What an address can be told of. */
public enum WebhookEvent {
    LEARNER_ENROLLED("learner.enrolled"),
    ATTEMPT_STARTED("attempt.started"),
    /** A grade that says something new; of many in a short time only that there was one. */
    ATTEMPT_GRADED("attempt.graded"),
    ATTEMPT_PASSED("attempt.passed");

    /** What an instructor sends to see whether an address answers; no address asks for it. */
    public static final String PING = "ping";

    private final String word;

    WebhookEvent(String word) {
        this.word = word;
    }

    /** As it is sent and written down: {@code attempt.passed}. */
    public String word() {
        return word;
    }

    /** Reads {@link #word}; empty if it is no event's. */
    public static Optional<WebhookEvent> of(String word) {
        for (WebhookEvent event : values()) {
            if (event.word.equals(word)) {
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }
}
