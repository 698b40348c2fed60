package dev.packetwalk.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.progress.SolutionRule.Access;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SolutionRuleTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final SolutionRule RULE = new SolutionRule(5, Duration.ofMinutes(10));

    @Test
    void who_has_passed_may_see_it_at_once() {
        assertThat(decide(new Effort(true, false, 0, 0, NOON), 0)).isEqualTo(new Access.Open());
    }

    @Test
    void an_instructors_word_is_enough() {
        assertThat(decide(new Effort(false, true, 0, 0, NOON), 0)).isEqualTo(new Access.Open());
    }

    @Test
    void hints_come_first_however_long_it_takes() {
        assertThat(decide(new Effort(false, false, 2, 99, NOON), 600)).isEqualTo(new Access.HintsFirst(1));
    }

    @Test
    void after_all_hints_failed_grades_or_time_open_it() {
        assertThat(decide(new Effort(false, false, 3, 4, NOON), 9))
                .isEqualTo(new Access.TryOn(1, NOON.plusSeconds(600)));
        assertThat(decide(new Effort(false, false, 3, 5, NOON), 9)).isEqualTo(new Access.Open());
        assertThat(decide(new Effort(false, false, 3, 0, NOON), 10)).isEqualTo(new Access.Open());
    }

    @Test
    void an_exercise_that_lost_a_hint_asks_for_no_more_than_there_are() {
        assertThat(RULE.decide(new Effort(false, false, 3, 5, NOON), 2, NOON)).isEqualTo(new Access.Open());
    }

    private static Access decide(Effort effort, long minutes) {
        return RULE.decide(effort, 3, NOON.plus(Duration.ofMinutes(minutes)));
    }
}
