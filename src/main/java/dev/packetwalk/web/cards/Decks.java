package dev.packetwalk.web.cards;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Flashcard;
import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.CardKey;
import dev.packetwalk.progress.Cards;
import dev.packetwalk.progress.StudiedCard;
import dev.packetwalk.progress.StudyDay;
import dev.packetwalk.web.Lessons;
import dev.packetwalk.web.words.CurrentLanguage;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts together what lessons ask and what learners remember. */
@Singleton
final class Decks {
    private final Lessons lessons;
    private final Attempts attempts;
    private final Cards cards;
    private final CardSettings settings;
    private final CurrentLanguage language;

    Decks(Lessons lessons, Attempts attempts, Cards cards, CardSettings settings, CurrentLanguage language) {
        this.lessons = lessons;
        this.attempts = attempts;
        this.cards = cards;
        this.settings = settings;
        this.language = language;
    }

    /** A learner's cards, in the language of this request; those that no lesson has any more are left out. */
    Deck of(UUID learner, StudyDay day) {
        Map<CardKey, StudiedCard> studied =
                cards.of(learner).stream().collect(Collectors.toMap(StudiedCard::key, Function.identity()));
        List<DeckCard> all = lessons.all().stream()
                .filter(lesson -> !lesson.cards().isEmpty())
                .flatMap(lesson -> ofLesson(lesson, Set.copyOf(attempts.passed(learner, lesson.id())), studied))
                .toList();
        return new Deck(all, day, settings.newPerDay());
    }

    private Stream<DeckCard> ofLesson(Lesson lesson, Set<String> passed, Map<CardKey, StudiedCard> studied) {
        return lesson.cards().stream()
                .map(card -> new DeckCard(
                        lesson,
                        card,
                        card.in(language.locale()),
                        Optional.ofNullable(studied.get(new CardKey(lesson.id(), card.id()))),
                        waitsFor(lesson, card, passed)));
    }

    /** Passing a variant is passing the exercise. */
    private static Optional<Exercise> waitsFor(Lesson lesson, Flashcard card, Set<String> passed) {
        return card.after()
                .flatMap(lesson::exercise)
                .filter(exercise -> Stream.concat(Stream.of(exercise), exercise.variants().stream())
                        .noneMatch(form -> passed.contains(form.id())));
    }
}
