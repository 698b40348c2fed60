package dev.packetwalk.web.cards;

import dev.packetwalk.progress.CardKey;
import dev.packetwalk.progress.Cards;
import dev.packetwalk.progress.StudyDay;
import dev.packetwalk.recall.Rating;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.Roles;
import dev.packetwalk.web.Visitor;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Flashcards: one at a time, those that are due; and all of them in a list. */
@Path("/cards")
@RolesAllowed(Roles.LEARNER)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class CardsResource {
    private final Decks decks;
    private final Cards cards;
    private final CurrentLearner learner;
    private final CurrentDay day;

    CardsResource(Decks decks, Cards cards, CurrentLearner learner, CurrentDay day) {
        this.decks = decks;
        this.cards = cards;
        this.learner = learner;
        this.day = day;
    }

    /** The card to answer now, or how it went and when there is one again. */
    @GET
    public TemplateInstance show() {
        UUID id = learner.get().id();
        StudyDay now = day.get();
        Deck deck = decks.of(id, now);
        return deck.next()
                .<TemplateInstance>map(
                        card -> new Study(learner.visitor(), card, deck.count(), deck.countNew(), choices(card, now)))
                .orElseGet(() -> done(deck, cards.answeredOn(id, now.date())));
    }

    /** Every card, asked or not, with where it stands. */
    @GET
    @Path("/all")
    public TemplateInstance browse() {
        Deck deck = decks.of(learner.get().id(), day.get());
        List<ListedCard> listed = deck.cards().stream()
                .map(card -> ListedCard.of(card, deck.day().now()))
                .toList();
        return new Browse(learner.visitor(), listed, deck.count());
    }

    /**
     * How well a card was remembered. An answer to a card that has been answered since it was shown is passed over, and the next
     * card comes: that was the same form sent twice.
     *
     * @param rating from 1 to 4
     * @param seen how many times the card had been answered when it was shown
     */
    @POST
    @Path("/{lesson}/{card}/answers")
    public Response answer(
            @RestPath("lesson") String lesson,
            @RestPath("card") String card,
            @RestForm @Nullable Integer rating,
            @RestForm @Nullable Integer seen) {
        CardKey key = new CardKey(lesson, card);
        UUID id = learner.get().id();
        StudyDay now = day.get();
        boolean offered = decks.of(id, now).cards().stream()
                .anyMatch(known -> known.key().equals(key) && known.standing() != DeckCard.Standing.WAITING);
        if (!offered) {
            throw new NotFoundException("no card " + key + " to answer");
        }
        if (rating == null || seen == null) {
            throw new BadRequestException("an answer is a rating and how often the card was seen");
        }
        Rating given = Rating.of(rating).orElseThrow(() -> new BadRequestException("a rating is from 1 to 4"));
        cards.answer(id, key, seen, given, now);
        return Response.seeOther(URI.create("/cards")).build();
    }

    private Done done(Deck deck, int answered) {
        Length next =
                deck.nextAt().map(at -> Length.between(deck.day().now(), at)).orElse(null);
        return new Done(learner.visitor(), answered, next, !deck.cards().isEmpty());
    }

    private static List<Choice> choices(DeckCard card, StudyDay now) {
        return Cards.outcomes(card.studied(), now).entrySet().stream()
                .map(outcome -> new Choice(
                        outcome.getKey(), Length.of(outcome.getValue().pause())))
                .toList();
    }

    /**
     * One card.
     *
     * @param left how many are to be answered now, this one included
     * @param fresh how many of those are new
     */
    record Study(Visitor visitor, DeckCard card, int left, int fresh, List<Choice> choices)
            implements TemplateInstance {}

    /** A button, and when the card comes again by it. */
    record Choice(Rating rating, Length comes) {}

    /**
     * Nothing to answer now.
     *
     * @param answered how many answers were given today
     * @param next until when; null if that depends on exercises
     * @param any whether there are cards at all
     */
    record Done(Visitor visitor, int answered, @Nullable Length next, boolean any) implements TemplateInstance {}

    /** All cards. */
    record Browse(Visitor visitor, List<ListedCard> cards, int due) implements TemplateInstance {}
}
