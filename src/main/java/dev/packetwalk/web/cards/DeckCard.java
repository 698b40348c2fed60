package dev.packetwalk.web.cards;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Flashcard;
import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.progress.CardKey;
import dev.packetwalk.progress.StudiedCard;
import java.util.Optional;

/**
 * A card as one learner has it.
 *
 * @param lesson whose card it is
 * @param card which
 * @param face what is on it, in the language of the page
 * @param studied what the learner remembers of it; empty if it was never asked
 * @param waitsFor the exercise that has to be passed before it is first asked; empty if it may be asked
 */
record DeckCard(
        Lesson lesson,
        Flashcard card,
        Flashcard.Face face,
        Optional<StudiedCard> studied,
        Optional<Exercise> waitsFor) {
    CardKey key() {
        return new CardKey(lesson.id(), card.id());
    }

    /** How many times it was answered. */
    public int reviews() {
        return studied.map(StudiedCard::reviews).orElse(0);
    }

    /** Where it stands. */
    public Standing standing() {
        return studied.map(known -> switch (known.memory().phase()) {
                    case LEARNING -> Standing.LEARNING;
                    case REVIEW -> Standing.KNOWN;
                    case RELEARNING -> Standing.RELEARNING;
                })
                .orElse(waitsFor.isPresent() ? Standing.WAITING : Standing.NEW);
    }

    /** Where a card stands. */
    enum Standing {
        /** It comes after an exercise that is not passed yet. */
        WAITING,
        /** It was never asked. */
        NEW,
        LEARNING,
        KNOWN,
        RELEARNING
    }
}
