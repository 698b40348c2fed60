package dev.packetwalk.web.cards;

import dev.packetwalk.lesson.Flashcard;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A card in the list of all.
 *
 * @param face what is on it
 * @param standing where it stands
 * @param due whether it is due now
 * @param comes when it comes again; null if it is due, was never asked or waits
 * @param waitsFor the title of the exercise that it waits for; null if it waits for none
 * @param reviews how many times it was answered
 */
record ListedCard(
        Flashcard.Face face,
        DeckCard.Standing standing,
        boolean due,
        @Nullable Length comes,
        @Nullable String waitsFor,
        int reviews) {
    static ListedCard of(DeckCard card, Instant now) {
        boolean due = card.studied().map(known -> known.due(now)).orElse(false);
        return new ListedCard(
                card.face(),
                card.standing(),
                due,
                card.studied()
                        .filter(_ -> !due)
                        .map(known -> Length.between(now, known.dueAt()))
                        .orElse(null),
                card.waitsFor()
                        .map(exercise -> exercise.number() + ". " + exercise.title())
                        .orElse(null),
                card.reviews());
    }

    /** Its answer is shown only to whom it was asked before: the list is no place to spoil it. */
    public boolean mayLook() {
        return reviews > 0;
    }
}
