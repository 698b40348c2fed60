package dev.packetwalk.web.cards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Flashcard;
import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.lesson.LessonLoader;
import dev.packetwalk.lesson.Loading;
import dev.packetwalk.progress.CardKey;
import dev.packetwalk.progress.StudiedCard;
import dev.packetwalk.progress.StudyDay;
import dev.packetwalk.recall.Memory;
import dev.packetwalk.recall.Pause;
import dev.packetwalk.recall.Phase;
import dev.packetwalk.web.cards.Length.Unit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeckTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final StudyDay DAY = new StudyDay(NOON, ZoneOffset.UTC);
    private static final Lesson LESSON = sound();
    private static final Flashcard.Face FACE = new Flashcard.Face("Chains", "<p>?</p>", "<p>!</p>");

    @Test
    void what_is_being_learned_comes_before_what_is_known_and_what_is_new_comes_last() {
        Deck deck = deck(
                fresh("new"),
                known("known-late", Phase.REVIEW, -1),
                known("known-early", Phase.REVIEW, -60),
                known("learning", Phase.LEARNING, -1),
                known("not-yet", Phase.LEARNING, 1));
        assertThat(deck.next().orElseThrow().card().id()).isEqualTo("learning");
        assertThat(deck.count()).isEqualTo(4);
        assertThat(deck.countNew()).isEqualTo(1);
        assertThat(deck(fresh("new"), known("a", Phase.REVIEW, -1), known("b", Phase.REVIEW, -60))
                        .next()
                        .orElseThrow()
                        .card()
                        .id())
                .isEqualTo("b");
    }

    @Test
    void so_many_are_new_in_a_day_and_no_more() {
        Deck deck = new Deck(List.of(known("begun", Phase.REVIEW, 600), fresh("a"), fresh("b"), fresh("c")), DAY, 2);
        assertThat(deck.countNew()).isEqualTo(1);
        assertThat(new Deck(deck.cards(), new StudyDay(NOON.plus(Duration.ofDays(1)), ZoneOffset.UTC), 2).countNew())
                .isEqualTo(2);
        assertThat(new Deck(deck.cards(), DAY, 0).countNew()).isZero();
    }

    @Test
    void a_card_that_waits_for_an_exercise_is_not_asked_unless_it_was_before() {
        Exercise exercise = LESSON.exercises().getFirst();
        DeckCard waits = new DeckCard(LESSON, card("a"), FACE, Optional.empty(), Optional.of(exercise));
        assertThat(waits.standing()).isEqualTo(DeckCard.Standing.WAITING);
        assertThat(deck(waits).next()).isEmpty();
        assertThat(deck(waits).nextAt()).isEmpty();
        DeckCard known = new DeckCard(
                LESSON, card("a"), FACE, known("a", Phase.REVIEW, -1).studied(), Optional.of(exercise));
        assertThat(known.standing()).isEqualTo(DeckCard.Standing.KNOWN);
        assertThat(deck(known).count()).isEqualTo(1);
    }

    @Test
    void the_next_time_is_the_first_card_or_tomorrow_for_what_is_new() {
        assertThat(deck(known("a", Phase.LEARNING, 9), known("b", Phase.REVIEW, 600))
                        .nextAt())
                .contains(NOON.plus(Duration.ofMinutes(9)));
        assertThat(new Deck(List.of(known("a", Phase.REVIEW, 6000), fresh("b")), DAY, 0).nextAt())
                .contains(Instant.parse("2026-03-02T04:00:00Z"));
    }

    @Test
    void lengths_are_told_in_one_unit_and_never_too_short() {
        assertThat(Length.of(new Pause.Brief(Duration.ofSeconds(330)))).isEqualTo(new Length(Unit.MINUTES, 6));
        assertThat(Length.of(new Pause.Days(60))).isEqualTo(new Length(Unit.DAYS, 60));
        assertThat(Length.of(new Pause.Days(61))).isEqualTo(new Length(Unit.MONTHS, 2));
        assertThat(Length.of(new Pause.Days(36_500))).isEqualTo(new Length(Unit.YEARS, 100));
        assertThat(Length.between(NOON, NOON.plusMillis(1))).isEqualTo(new Length(Unit.MINUTES, 1));
        assertThat(Length.between(NOON, NOON.plus(Duration.ofMinutes(121)))).isEqualTo(new Length(Unit.HOURS, 3));
        assertThat(Length.between(NOON, NOON.plus(Duration.ofHours(25)))).isEqualTo(new Length(Unit.DAYS, 2));
    }

    private static Deck deck(DeckCard... cards) {
        return new Deck(List.of(cards), DAY, 10);
    }

    private static DeckCard fresh(String id) {
        return new DeckCard(LESSON, card(id), FACE, Optional.empty(), Optional.empty());
    }

    /** Begun today, and due so many minutes from now. */
    private static DeckCard known(String id, Phase phase, int minutes) {
        StudiedCard studied = new StudiedCard(
                new CardKey(LESSON.id(), id),
                new Memory(phase, 0, 3, 5),
                2,
                0,
                LocalDate.of(2026, 3, 1),
                LocalDate.of(2026, 3, 1),
                NOON.plus(Duration.ofMinutes(minutes)));
        return new DeckCard(LESSON, card(id), FACE, Optional.of(studied), Optional.empty());
    }

    private static Flashcard card(String id) {
        return new Flashcard(id, Optional.empty(), FACE, Map.of());
    }

    private static Lesson sound() {
        return switch (LessonLoader.lesson(Path.of("src/test/resources/lessons/sound"))) {
            case Loading.Loaded(List<Lesson> lessons) -> lessons.getFirst();
            case Loading.Rejected rejected -> throw new AssertionError(rejected.problems());
        };
    }
}
