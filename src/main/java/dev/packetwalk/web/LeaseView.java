package dev.packetwalk.web;

import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.web.words.MachineWords;
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

    /** As a learner, or who teaches them, sees a lease. */
    public static LeaseView of(Lease lease, Instant now, MachineWords words) {
        Duration left = Duration.between(now, lease.idleEndsAt());
        return new LeaseView(
                lease.id().value(),
                lease.idleEndsAt(),
                lease.hardEndsAt(),
                words(left, words),
                words(Duration.between(now, lease.hardEndsAt()), words),
                left.compareTo(SOON) <= 0);
    }

    private static String words(Duration left, MachineWords words) {
        long minutes = Math.max(0, left.toMinutes());
        if (minutes < 1) {
            return words.lessThanMinute();
        }
        return minutes < 90 ? words.minutes(minutes) : words.hours((minutes + 30) / 60);
    }
}
