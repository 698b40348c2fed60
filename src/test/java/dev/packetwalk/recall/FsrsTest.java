package dev.packetwalk.recall;

import static dev.packetwalk.recall.Rating.AGAIN;
import static dev.packetwalk.recall.Rating.EASY;
import static dev.packetwalk.recall.Rating.GOOD;
import static dev.packetwalk.recall.Rating.HARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against what the reference implementations of FSRS-6 say. */
class FsrsTest {
    private static final Path HISTORIES = Path.of("src/test/resources/recall/fsrs6-histories.csv");
    private static final Fsrs FSRS = Fsrs.STANDARD;

    /** The published history of py-fsrs 6: each time on the day on which it is due. */
    @Test
    void intervals_grow_as_the_reference_history_says() {
        List<Rating> ratings = List.of(GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, AGAIN, AGAIN, GOOD, GOOD, GOOD, GOOD, GOOD);
        assertThat(intervals(ratings)).containsExactly(0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21);
    }

    /** The published memory state of py-fsrs 6 and ts-fsrs 5 after six reviews on given days. */
    @Test
    void memory_is_as_the_reference_state_says() {
        Memory memory = FSRS.first(AGAIN).memory();
        for (int days : List.of(0, 1, 3, 8, 21)) {
            memory = FSRS.next(memory, GOOD, days).memory();
        }
        assertThat(memory.stability()).isCloseTo(53.62691, within(0.0001));
        assertThat(memory.difficulty()).isCloseTo(6.3574867, within(0.0001));
    }

    /** Sixty random histories of twelve reviews, early, late and on the same day, as ts-fsrs 5.4.2 has them. */
    @Test
    void sixty_histories_end_as_another_implementation_says() throws IOException {
        List<String> lines = Files.readAllLines(HISTORIES).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        assertThat(lines).hasSize(720);
        Memory memory = null;
        for (String line : lines) {
            String[] f = line.split(",", -1);
            Rating rating = Rating.of(Integer.parseInt(f[3])).orElseThrow();
            memory = (f[1].equals("0") || memory == null
                            ? FSRS.first(rating)
                            : FSRS.next(memory, rating, Integer.parseInt(f[2])))
                    .memory();
            assertThat(memory.phase().name().toLowerCase(Locale.ROOT)).as(line).isEqualTo(f[4]);
            double stability = Double.parseDouble(f[5]);
            // It rounds to eight places at every step.
            assertThat(memory.stability()).as(line).isCloseTo(stability, within(1e-5 * (1 + stability)));
            assertThat(memory.difficulty()).as(line).isCloseTo(Double.parseDouble(f[6]), within(1e-5));
        }
    }

    @Test
    void new_things_are_asked_in_minutes_and_then_in_days() {
        assertThat(FSRS.first(AGAIN).pause()).isEqualTo(minutes(1));
        assertThat(FSRS.first(HARD).pause()).isEqualTo(new Pause.Brief(Duration.ofSeconds(330)));
        assertThat(FSRS.first(GOOD).pause()).isEqualTo(minutes(10));
        assertThat(FSRS.first(EASY).pause()).isEqualTo(new Pause.Days(8));
        Memory second = FSRS.first(GOOD).memory();
        assertThat(second.step()).isEqualTo(1);
        assertThat(FSRS.next(second, HARD, 0).pause()).isEqualTo(minutes(10));
        assertThat(FSRS.next(second, AGAIN, 0).memory().step()).isZero();
        assertThat(FSRS.next(second, GOOD, 0).memory().phase()).isEqualTo(Phase.REVIEW);
    }

    @Test
    void what_was_forgotten_is_learned_again_in_minutes() {
        Memory known = FSRS.first(EASY).memory();
        Outcome forgotten = FSRS.next(known, AGAIN, 8);
        assertThat(forgotten.memory().phase()).isEqualTo(Phase.RELEARNING);
        assertThat(forgotten.pause()).isEqualTo(minutes(10));
        assertThat(forgotten.memory().stability()).isLessThan(known.stability());
        assertThat(FSRS.next(forgotten.memory(), HARD, 0).pause()).isEqualTo(minutes(15));
        assertThat(FSRS.next(forgotten.memory(), GOOD, 0).memory().phase()).isEqualTo(Phase.REVIEW);
    }

    @Test
    void without_steps_everything_is_days() {
        Fsrs days = new Fsrs(Fsrs.DEFAULT_PARAMETERS, 0.9, List.of(), List.of(), 100);
        Outcome first = days.first(AGAIN);
        assertThat(first.pause()).isEqualTo(new Pause.Days(1));
        assertThat(days.next(first.memory(), AGAIN, 1).memory().phase()).isEqualTo(Phase.REVIEW);
        Memory memory = days.first(EASY).memory();
        for (int i = 0; i < 20; i++) {
            memory = days.next(memory, EASY, 100).memory();
        }
        assertThat(days.next(memory, EASY, 100).pause()).isEqualTo(new Pause.Days(100));
    }

    @ParameterizedTest
    @EnumSource(Rating.class)
    void after_as_many_days_as_the_stability_nine_of_ten_are_remembered(Rating rating) {
        Memory memory = new Memory(Phase.REVIEW, 0, 40, 5);
        assertThat(FSRS.retrievability(memory, 40)).isCloseTo(0.9, within(1e-12));
        assertThat(FSRS.retrievability(memory, 0)).isEqualTo(1);
        Memory next = FSRS.next(memory, rating, 40).memory();
        assertThat(next.stability() > 40).isEqualTo(rating != AGAIN);
    }

    @Test
    void who_wants_to_remember_more_is_asked_sooner() {
        Fsrs careful = new Fsrs(Fsrs.DEFAULT_PARAMETERS, 0.97, List.of(), List.of(), 36_500);
        Memory memory = new Memory(Phase.REVIEW, 0, 100, 5);
        assertThat(days(careful.next(memory, GOOD, 90))).isLessThan(days(FSRS.next(memory, GOOD, 90)));
    }

    @Test
    void no_history_leads_out_of_the_ranges() {
        long seed = Long.getLong("packetwalk.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            Outcome outcome = FSRS.first(rating(random));
            for (int n = 0; n < 60; n++) {
                // Memory's own constructor refuses what is out of range.
                outcome = FSRS.next(outcome.memory(), rating(random), random.nextInt(0, 2000));
                assertThat(days(outcome)).as("seed %d", seed).isBetween(0, 36_500);
            }
        }
    }

    @Test
    void a_damaged_memory_is_refused() {
        assertThatThrownBy(() -> new Memory(Phase.REVIEW, 0, Double.NaN, 5))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Memory(Phase.REVIEW, 0, 1, 11)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Fsrs(List.of(1.0), 0.9, List.of(), List.of(), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Integer> intervals(List<Rating> ratings) {
        List<Integer> intervals = new ArrayList<>();
        Outcome outcome = FSRS.first(ratings.getFirst());
        intervals.add(days(outcome));
        for (Rating rating : ratings.subList(1, ratings.size())) {
            outcome = FSRS.next(outcome.memory(), rating, days(outcome));
            intervals.add(days(outcome));
        }
        return intervals;
    }

    private static int days(Outcome outcome) {
        return switch (outcome.pause()) {
            case Pause.Brief _ -> 0;
            case Pause.Days(int count) -> count;
        };
    }

    private static Rating rating(Random random) {
        return Rating.of(random.nextInt(1, 5)).orElseThrow();
    }

    private static Pause minutes(int minutes) {
        return new Pause.Brief(Duration.ofMinutes(minutes));
    }
}
