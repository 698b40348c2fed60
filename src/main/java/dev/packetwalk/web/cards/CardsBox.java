package dev.packetwalk.web.cards;

import dev.packetwalk.progress.Learner;
import dev.packetwalk.web.CurrentLearner;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the box on the home page says; templates know it as {@code inject:cards}. */
@RequestScoped
@Named("cards")
public class CardsBox {
    private final Decks decks;
    private final CurrentLearner learner;
    private final CurrentDay day;
    private @Nullable Deck deck;

    CardsBox(Decks decks, CurrentLearner learner, CurrentDay day) {
        this.decks = decks;
        this.learner = learner;
        this.day = day;
    }

    /** Whether there is a box at all: somebody is signed in, and some lesson has cards. */
    public boolean shown() {
        return learner.find().isPresent() && !deck().cards().isEmpty();
    }

    /** Whether somebody is signed in who has answered a card. */
    public boolean studied() {
        return learner.find().isPresent()
                && deck().cards().stream().anyMatch(card -> card.studied().isPresent());
    }

    /** How many cards are to be asked now. */
    public int due() {
        return deck().count();
    }

    /** When the next one comes, if none is due; null if that depends on exercises. */
    public @Nullable Length next() {
        Deck now = deck();
        return now.nextAt().map(at -> Length.between(now.day().now(), at)).orElse(null);
    }

    private Deck deck() {
        Deck known = deck;
        if (known == null) {
            Optional<Learner> who = learner.find();
            known = who.map(l -> decks.of(l.id(), day.get())).orElseThrow();
            deck = known;
        }
        return known;
    }
}
