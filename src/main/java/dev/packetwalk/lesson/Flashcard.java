package dev.packetwalk.lesson;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A question to be asked again and again, until its answer is known by heart.
 *
 * @param id unique in the lesson; what a learner remembers hangs on it
 * @param after the id of the exercise that is passed before it is first asked; empty if it is asked from the start
 * @param english what is on it
 * @param translations the same in other languages, by their tags
 */
public record Flashcard(String id, Optional<String> after, Face english, Map<String, Face> translations) {
    public Flashcard {
        translations = Map.copyOf(translations);
    }

    /** What is on it in a language; in English where it is not translated. */
    public Face in(Locale language) {
        return translations.getOrDefault(language.toLanguageTag(), english);
    }

    /**
     * What is on a card.
     *
     * @param topic what it is about, a word or two, plain text
     * @param question safe HTML
     * @param answer safe HTML
     */
    public record Face(String topic, String question, String answer) {}
}
