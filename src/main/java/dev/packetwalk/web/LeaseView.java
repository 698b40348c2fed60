package dev.packetwalk.web;

import dev.packetwalk.sandbox.Lease;
import java.time.Duration;
import java.time.Instant;

/**
 * A learner's time with a machine, as they see it.
 *
 * @param sandbox the sandbox's id
 * @param idleEndsAt when it ends unless they do something
 * @param hardEndsAt when it ends whatever they do
 * @param idleLeft until the first, in words
 * @param hardLeft until the second, in words
 * @param warning whether the first is soon
 */
public record LeaseView(
        String sandbox, Instant idleEndsAt, Instant hardEndsAt, String idleLeft, String hardLeft, boolean warning) {
    private static final Duration SOON = Duration.ofMinutes(5);

    static LeaseView of(Lease lease, Instant now) {
        Duration left = Duration.between(now, lease.idleEndsAt());
        return new LeaseView(
                lease.id().value(),
                lease.idleEndsAt(),
                lease.hardEndsAt(),
                words(left),
                words(Duration.between(now, lease.hardEndsAt())),
                left.compareTo(SOON) <= 0);
    }

    private static String words(Duration left) {
        long minutes = Math.max(0, left.toMinutes());
        if (minutes < 1) {
            return "less than a minute";
        }
        if (minutes < 90) {
            return minutes == 1 ? "1 minute" : minutes + " minutes";
        }
        return (minutes + 30) / 60 + " hours";
    }
}
