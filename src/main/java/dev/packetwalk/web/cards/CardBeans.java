package dev.packetwalk.web.cards;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneId;

/** What flashcards need from around them. */
@Singleton
final class CardBeans {
    /** The server's own clock and place. */
    @Produces
    @Singleton
    @DefaultBean
    CardClock clock() {
        return new CardClock() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public ZoneId zone() {
                return ZoneId.systemDefault();
            }
        };
    }
}
