package dev.packetwalk.web;

import dev.packetwalk.web.cards.CardClock;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** For flashcards it is as late as the test says. */
@Singleton
@Alternative
@Priority(1)
public final class TestCardClock implements CardClock {
    /** A Sunday at noon. */
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private volatile Instant now = NOON;

    void set(Instant instant) {
        now = instant;
    }

    void advance(Duration length) {
        now = now.plus(length);
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public ZoneId zone() {
        return ZoneOffset.UTC;
    }
}
