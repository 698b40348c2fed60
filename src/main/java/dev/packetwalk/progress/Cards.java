package dev.packetwalk.progress;

import dev.packetwalk.recall.Fsrs;
import dev.packetwalk.recall.Memory;
import dev.packetwalk.recall.Outcome;
import dev.packetwalk.recall.Pause;
import dev.packetwalk.recall.Phase;
import dev.packetwalk.recall.Rating;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Who has answered which flashcard how, and what follows. Nothing here is found but through the learner whose it is. */
@Singleton
public final class Cards {
    private static final Fsrs FSRS = Fsrs.STANDARD;

    private static final String SELECT = """
            select lesson, card, phase, step, stability, difficulty, reviews, lapses, first_day, last_day, due_at
            from card_state where learner = :learner
            """;

    private final Database database;

    public Cards(Database database) {
        this.database = database;
    }

    /** What would follow from each rating, in the order of {@link Rating}: what the buttons say. */
    public static Map<Rating, Outcome> outcomes(Optional<StudiedCard> card, StudyDay day) {
        Map<Rating, Outcome> outcomes = new EnumMap<>(Rating.class);
        for (Rating rating : Rating.values()) {
            outcomes.put(rating, outcome(card, rating, day));
        }
        return Collections.unmodifiableMap(outcomes);
    }

    /** Every card that the learner has answered at least once, in no order. */
    public List<StudiedCard> of(UUID learner) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(SELECT)
                        .bind("learner", learner)
                        .map((row, _) -> card(row))
                        .list());
    }

    /** How many answers the learner gave on a day of theirs. */
    public int answeredOn(UUID learner, LocalDate day) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select count(*) from card_review where learner = :learner and study_day = :day")
                        .bind("learner", learner)
                        .bind("day", day)
                        .mapTo(Integer.class)
                        .one());
    }

    /** The learner's answers to a card, oldest first. */
    public List<CardReview> history(UUID learner, CardKey key) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                                select rating, reviewed_at, study_day from card_review
                                where learner = :learner and lesson = :lesson and card = :card order by id""")
                        .bind("learner", learner)
                        .bind("lesson", key.lesson())
                        .bind("card", key.card())
                        .map((row, _) -> new CardReview(
                                key,
                                Rating.of(row.getInt("rating")).orElseThrow(),
                                row.getTimestamp("reviewed_at").toInstant(),
                                row.getObject("study_day", LocalDate.class)))
                        .list());
    }

    /**
     * Writes an answer down, and when the card comes next.
     *
     * @param before how many times the card had been answered when the learner saw it
     * @return the card as it is now; empty if it has been answered since, in another window or by a form sent twice: that answer
     *     stands, and this one is not counted
     */
    public Optional<StudiedCard> answer(UUID learner, CardKey key, int before, Rating rating, StudyDay day) {
        return database.jdbi().inTransaction(handle -> {
            Attempts.lock(handle, learner);
            Optional<StudiedCard> card = find(handle, learner, key);
            if (card.map(StudiedCard::reviews).orElse(0) != before) {
                return Optional.empty();
            }
            StudiedCard next = next(key, card, outcome(card, rating, day), day);
            note(handle, learner, new CardReview(key, rating, day.now(), day.date()));
            keep(handle, learner, next);
            return Optional.of(next);
        });
    }

    private static Outcome outcome(Optional<StudiedCard> card, Rating rating, StudyDay day) {
        return card.map(c -> FSRS.next(c.memory(), rating, day.since(c.lastDay())))
                .orElseGet(() -> FSRS.first(rating));
    }

    private static StudiedCard next(CardKey key, Optional<StudiedCard> before, Outcome outcome, StudyDay day) {
        Instant due = switch (outcome.pause()) {
            case Pause.Brief pause -> day.now().plus(pause.length());
            case Pause.Days pause -> day.beginningIn(pause.count());
        };
        boolean lapsed = outcome.memory().phase() == Phase.RELEARNING
                && before.map(card -> card.memory().phase() == Phase.REVIEW).orElse(false);
        return new StudiedCard(
                key,
                outcome.memory(),
                before.map(StudiedCard::reviews).orElse(0) + 1,
                before.map(StudiedCard::lapses).orElse(0) + (lapsed ? 1 : 0),
                before.map(StudiedCard::firstDay).orElse(day.date()),
                day.date(),
                due);
    }

    private static Optional<StudiedCard> find(Handle handle, UUID learner, CardKey key) {
        return handle.createQuery(SELECT + " and lesson = :lesson and card = :card")
                .bind("learner", learner)
                .bind("lesson", key.lesson())
                .bind("card", key.card())
                .map((row, _) -> card(row))
                .findOne();
    }

    private static void note(Handle handle, UUID learner, CardReview review) {
        handle.createUpdate("""
                        insert into card_review (learner, lesson, card, rating, reviewed_at, study_day)
                        values (:learner, :lesson, :card, :rating, :at, :day)""")
                .bind("learner", learner)
                .bind("lesson", review.key().lesson())
                .bind("card", review.key().card())
                .bind("rating", review.rating().value())
                .bind("at", Timestamp.from(review.at()))
                .bind("day", review.day())
                .execute();
    }

    private static void keep(Handle handle, UUID learner, StudiedCard card) {
        handle.createUpdate("""
                        insert into card_state (learner, lesson, card, phase, step, stability, difficulty, reviews, lapses,
                                                first_day, last_day, due_at)
                        values (:learner, :lesson, :card, :phase, :step, :stability, :difficulty, :reviews, :lapses,
                                :firstDay, :lastDay, :dueAt)
                        on conflict (learner, lesson, card) do update set
                            phase = excluded.phase, step = excluded.step, stability = excluded.stability,
                            difficulty = excluded.difficulty, reviews = excluded.reviews, lapses = excluded.lapses,
                            last_day = excluded.last_day, due_at = excluded.due_at""")
                .bind("learner", learner)
                .bind("lesson", card.key().lesson())
                .bind("card", card.key().card())
                .bind("phase", card.memory().phase().name())
                .bind("step", card.memory().step())
                .bind("stability", card.memory().stability())
                .bind("difficulty", card.memory().difficulty())
                .bind("reviews", card.reviews())
                .bind("lapses", card.lapses())
                .bind("firstDay", card.firstDay())
                .bind("lastDay", card.lastDay())
                .bind("dueAt", Timestamp.from(card.dueAt()))
                .execute();
    }

    private static StudiedCard card(ResultSet row) throws SQLException {
        return new StudiedCard(
                new CardKey(row.getString("lesson"), row.getString("card")),
                new Memory(
                        Phase.valueOf(row.getString("phase")),
                        row.getInt("step"),
                        row.getDouble("stability"),
                        row.getDouble("difficulty")),
                row.getInt("reviews"),
                row.getInt("lapses"),
                row.getObject("first_day", LocalDate.class),
                row.getObject("last_day", LocalDate.class),
                row.getTimestamp("due_at").toInstant());
    }
}
