package dev.packetwalk.lesson;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A lesson with its exercises, as read from one folder of {@code labs/}.
 *
 * @param id the folder's name
 * @param title for people
 * @param summary one or two sentences for the page that lists lessons
 * @param level how far along a learner should be, such as {@code L2}
 * @param topics what it is about, in a few words each
 * @param prerequisites what to know before, a phrase each
 * @param minutes how long the whole lesson takes, at least and at most
 * @param page the lesson itself, from {@code lesson.md}
 * @param cheatSheet from {@code cheatsheet.yaml}
 * @param exercises in the order in which they are done
 * @param cards flashcards, in the order in which they are first asked; empty if it has none
 * @param translations the same lesson in other languages, by their tags; only texts differ
 */
public record Lesson(
        String id,
        String title,
        String summary,
        String level,
        List<String> topics,
        List<String> prerequisites,
        Span minutes,
        Page page,
        CheatSheet cheatSheet,
        List<Exercise> exercises,
        List<Flashcard> cards,
        Map<String, Lesson> translations) {
    public Lesson {
        topics = List.copyOf(topics);
        prerequisites = List.copyOf(prerequisites);
        exercises = List.copyOf(exercises);
        cards = List.copyOf(cards);
        translations = Map.copyOf(translations);
    }

    Lesson with(Map<String, Lesson> others) {
        return new Lesson(
                id, title, summary, level, topics, prerequisites, minutes, page, cheatSheet, exercises, cards, others);
    }

    /** This lesson in a language; what is not translated is in English. */
    public Lesson in(Locale language) {
        return translations.getOrDefault(language.toLanguageTag(), this);
    }

    /** The exercise or variant of an exercise with this id. */
    public Optional<Exercise> exercise(String id) {
        return all().filter(e -> e.id().equals(id)).findFirst();
    }

    /** Every exercise, its variants after it. */
    public Stream<Exercise> all() {
        return exercises.stream().flatMap(e -> Stream.concat(Stream.of(e), e.variants().stream()));
    }

    /**
     * A range of whole minutes.
     *
     * @param from at least this many
     * @param to at most this many
     */
    public record Span(int from, int to) {}
}
