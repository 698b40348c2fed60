package dev.packetwalk.web.cards;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What an operator decides about flashcards. */
@ConfigMapping(prefix = "packetwalk.cards")
public interface CardSettings {
    /** How many cards a learner is asked for the first time in a day: each comes back several times in the days after. */
    @WithDefault("10")
    int newPerDay();
}
