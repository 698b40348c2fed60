package dev.packetwalk.web.cards;

import dev.packetwalk.progress.StudiedCard;
import dev.packetwalk.progress.StudyDay;
import dev.packetwalk.recall.Phase;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All cards of one learner at one moment, and which of them to ask.
 *
 * @param cards in the order of the lessons and their files
 * @param day the moment
 * @param newPerDay how many are asked for the first time in a day
 */
record Deck(List<DeckCard> cards, StudyDay day, int newPerDay) {
    /** What is being learned cannot wait; among equals, what has waited longest comes first. */
    private static final Comparator<DeckCard> URGENT = Comparator.<DeckCard, Boolean>comparing(
                    card -> card.studied().orElseThrow().memory().phase() == Phase.REVIEW)
            .thenComparing(card -> card.studied().orElseThrow().dueAt());

    Deck {
        cards = List.copyOf(cards);
    }

    /** The card to ask now: one that is due, else a new one; empty when there is nothing more to do. */
    Optional<DeckCard> next() {
        return Stream.concat(due(), fresh()).findFirst();
    }

    /** How many are to be asked now, new ones included. */
    int count() {
        return (int) (due().count() + fresh().count());
    }

    /** How many of those are new. */
    int countNew() {
        return (int) fresh().count();
    }

    /** When there will be something to ask, if nothing is now; empty if that depends on exercises. */
    Optional<Instant> nextAt() {
        Stream<Instant> coming = cards.stream().flatMap(card -> card.studied().map(StudiedCard::dueAt).stream());
        Stream<Instant> tomorrow = unasked().findAny().map(_ -> day.beginningIn(1)).stream();
        return Stream.concat(coming, tomorrow)
                .filter(at -> at.isAfter(day.now()))
                .min(Comparator.naturalOrder());
    }

    private Stream<DeckCard> due() {
        return cards.stream()
                .filter(card ->
                        card.studied().map(known -> known.due(day.now())).orElse(false))
                .sorted(URGENT);
    }

    private Stream<DeckCard> fresh() {
        long begunToday = cards.stream()
                .flatMap(card -> card.studied().stream())
                .filter(card -> card.firstDay().equals(day.date()))
                .count();
        return unasked().limit(Math.max(0, newPerDay - begunToday));
    }

    private Stream<DeckCard> unasked() {
        return cards.stream()
                .filter(card -> card.studied().isEmpty() && card.waitsFor().isEmpty());
    }
}
