package dev.packetwalk.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lessons that Packetwalk brings are sound. */
class LabsTest {
    private static final Lesson LESSON = load();

    @Test
    void the_five_exercises_stand_in_their_order() {
        assertThat(LESSON.exercises())
                .extracting(Exercise::id)
                .containsExactly(
                        "interpret-rules", "minimal-firewall", "rule-order", "inspect-conntrack", "auto-revert");
    }

    @Test
    void rule_order_goes_on_in_the_box_of_minimal_firewall() {
        assertThat(exercise("rule-order").sandbox())
                .isEqualTo(exercise("minimal-firewall").sandbox());
        assertThat(LESSON.exercises())
                .extracting(e -> e.sandbox().name())
                .containsExactly("docker-host", "firewall", "firewall", "connections", "safety-net");
    }

    @Test
    void every_exercise_has_steps_of_hints_and_commands_to_run() {
        assertThat(LESSON.exercises()).allSatisfy(exercise -> {
            assertThat(exercise.hints()).hasSizeGreaterThanOrEqualTo(3);
            assertThat(exercise.page().commands()).anyMatch(Page.CommandBlock::runnable);
            assertThat(exercise.page().sections()).hasSizeGreaterThanOrEqualTo(3);
        });
    }

    @Test
    void the_minimal_firewall_starts_with_installing_iptables() {
        assertThat(exercise("minimal-firewall").page().commands().getFirst().text())
                .isEqualTo("apt update && apt install -y iptables");
    }

    private static Exercise exercise(String id) {
        return LESSON.exercise(id).orElseThrow();
    }

    private static Lesson load() {
        return switch (LessonLoader.all(Path.of("labs"))) {
            case Loading.Loaded(List<Lesson> lessons) -> lessons.getFirst();
            case Loading.Rejected(List<Problem> problems) ->
                throw new AssertionError(String.join(
                        "\n", problems.stream().map(Problem::toString).toList()));
        };
    }
}
