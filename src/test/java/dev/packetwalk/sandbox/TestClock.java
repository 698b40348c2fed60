package dev.packetwalk.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test moves. Each look at it takes a millisecond, so that no two things happen at once. */
public final class TestClock implements InstantSource {
    private Instant now = Instant.parse("2026-01-05T10:00:00Z");

    @Override
    public synchronized Instant instant() {
        now = now.plusMillis(1);
        return now;
    }

    public synchronized void advance(Duration time) {
        now = now.plus(time);
    }
}
