package dev.packetwalk.web.cards;

import java.time.Instant;
import java.time.ZoneId;

/** What time it is for flashcards. */
public interface CardClock {
    /** Now. */
    Instant now();

    /** Where a learner is whose browser has not said so. */
    ZoneId zone();
}
