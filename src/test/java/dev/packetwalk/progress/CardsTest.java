package dev.packetwalk.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.recall.Fsrs;
import dev.packetwalk.recall.Memory;
import dev.packetwalk.recall.Outcome;
import dev.packetwalk.recall.Pause;
import dev.packetwalk.recall.Phase;
import dev.packetwalk.recall.Rating;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CardsTest {
    private static final CardKey CARD = new CardKey("chains", "first-thing");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final StudyDay EVENING = new StudyDay(Instant.parse("2026-03-01T20:00:00Z"), BERLIN);

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final Database database = new Database(DATABASE.dataSource());
    private final Cards cards = new Cards(database);
    private final UUID learner = join();

    @Test
    void a_card_that_was_known_at_once_comes_back_on_a_day_of_the_learners() {
        StudiedCard easy = cards.answer(learner, CARD, 0, Rating.EASY, EVENING).orElseThrow();
        assertThat(easy.memory().phase()).isEqualTo(Phase.REVIEW);
        // Eight days on, from four in the morning, in Berlin still one hour ahead.
        assertThat(easy.dueAt()).isEqualTo("2026-03-09T03:00:00Z");
        assertThat(cards.of(learner)).containsExactly(easy);
        assertThat(easy.due(Instant.parse("2026-03-09T02:59:59Z"))).isFalse();
        assertThat(easy.due(Instant.parse("2026-03-09T03:00:00Z"))).isTrue();
    }

    @Test
    void a_card_that_was_not_known_comes_back_in_a_minute() {
        StudiedCard again =
                cards.answer(learner, CARD, 0, Rating.AGAIN, EVENING).orElseThrow();
        assertThat(again.dueAt()).isEqualTo(EVENING.now().plusSeconds(60));
        assertThat(again.lapses()).isZero();
    }

    @Test
    void every_answer_is_kept_and_tells_what_the_state_is() {
        StudyDay day = EVENING;
        List<Rating> ratings = List.of(Rating.GOOD, Rating.GOOD, Rating.HARD, Rating.AGAIN, Rating.GOOD);
        for (int i = 0; i < ratings.size(); i++) {
            StudiedCard card =
                    cards.answer(learner, CARD, i, ratings.get(i), day).orElseThrow();
            day = new StudyDay(card.dueAt(), BERLIN);
        }
        List<CardReview> history = cards.history(learner, CARD);
        assertThat(history).extracting(CardReview::rating).containsExactlyElementsOf(ratings);

        Memory memory = Fsrs.STANDARD.first(history.getFirst().rating()).memory();
        for (int i = 1; i < history.size(); i++) {
            int days = (int) (history.get(i).day().toEpochDay()
                    - history.get(i - 1).day().toEpochDay());
            memory = Fsrs.STANDARD.next(memory, history.get(i).rating(), days).memory();
        }
        StudiedCard now = cards.of(learner).getFirst();
        assertThat(now.memory()).isEqualTo(memory);
        assertThat(now.reviews()).isEqualTo(5);
        assertThat(now.lapses()).isEqualTo(1);
        assertThat(now.firstDay()).isEqualTo(LocalDate.of(2026, 3, 1));
        assertThat(cards.answeredOn(learner, LocalDate.of(2026, 3, 1))).isEqualTo(2);
    }

    @Test
    void a_form_sent_twice_counts_once() {
        assertThat(cards.answer(learner, CARD, 0, Rating.GOOD, EVENING)).isPresent();
        assertThat(cards.answer(learner, CARD, 0, Rating.AGAIN, EVENING)).isEmpty();
        assertThat(cards.history(learner, CARD)).hasSize(1);
    }

    @Test
    void of_answers_at_the_same_time_one_counts() {
        List<CompletableFuture<Optional<StudiedCard>>> answers = IntStream.range(0, 8)
                .mapToObj(
                        _ -> CompletableFuture.supplyAsync(() -> cards.answer(learner, CARD, 0, Rating.GOOD, EVENING)))
                .toList();
        assertThat(answers.stream().map(CompletableFuture::join).filter(Optional::isPresent))
                .hasSize(1);
        assertThat(cards.history(learner, CARD)).hasSize(1);
    }

    @Test
    void the_buttons_say_what_then_happens() {
        StudiedCard card = cards.answer(learner, CARD, 0, Rating.EASY, EVENING).orElseThrow();
        StudyDay later = new StudyDay(card.dueAt().plus(Duration.ofHours(5)), BERLIN);
        Map<Rating, Outcome> outcomes = Cards.outcomes(Optional.of(card), later);
        for (Rating rating : outcomes.keySet()) {
            Pause said = outcomes.get(rating).pause();
            UUID other = join();
            cards.answer(other, CARD, 0, Rating.EASY, EVENING);
            Instant due =
                    cards.answer(other, CARD, 1, rating, later).orElseThrow().dueAt();
            assertThat(due)
                    .isEqualTo(
                            switch (said) {
                                case Pause.Brief pause -> later.now().plus(pause.length());
                                case Pause.Days days -> later.beginningIn(days.count());
                            });
        }
    }

    @Test
    void another_learners_cards_are_out_of_sight_and_go_with_them() {
        cards.answer(learner, CARD, 0, Rating.GOOD, EVENING);
        UUID other = join();
        assertThat(cards.of(other)).isEmpty();
        assertThat(cards.history(other, CARD)).isEmpty();
        DATABASE.jdbi().useHandle(sql -> sql.execute("delete from learner where id = ?", learner));
        assertThat(cards.of(learner)).isEmpty();
        assertThat(cards.history(learner, CARD)).isEmpty();
    }

    @Test
    void an_evening_past_midnight_is_still_that_evening() {
        StudyDay late = new StudyDay(Instant.parse("2026-03-02T01:30:00Z"), BERLIN);
        assertThat(late.date()).isEqualTo(LocalDate.of(2026, 3, 1));
        assertThat(late.since(EVENING.date())).isZero();
        assertThat(late.beginningIn(1)).isEqualTo("2026-03-02T03:00:00Z");
    }

    @Test
    void who_flies_west_has_not_gone_back_in_time() {
        StudyDay tokyo = new StudyDay(Instant.parse("2026-03-01T20:00:00Z"), ZoneId.of("Asia/Tokyo"));
        StudyDay hawaii = new StudyDay(Instant.parse("2026-03-01T21:00:00Z"), ZoneId.of("Pacific/Honolulu"));
        assertThat(tokyo.date()).isAfter(hawaii.date());
        assertThat(hawaii.since(tokyo.date())).isZero();
    }

    @Test
    void the_day_on_which_clocks_change_has_its_own_beginning() {
        StudyDay before = new StudyDay(Instant.parse("2026-03-28T12:00:00Z"), BERLIN);
        assertThat(before.beginningIn(1)).isEqualTo("2026-03-29T02:00:00Z");
    }

    private UUID join() {
        return new Learners(database).join(new LearnerName("Ada")).learner();
    }
}
