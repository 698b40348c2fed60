package dev.packetwalk.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every graded exercise in real boxes, by the way that learners take: unsolved it does not pass, solved in any of the right ways it
 * does, and each mutant fails the check that it names.
 */
@Tag("browser")
class SolveTest {
    @Test
    void the_checks_tell_every_right_way_from_every_mistake() throws Exception {
        List<SolvedScript> scripts = Solve.solve(Solve.plans(""), System.out);

        assertThat(scripts.size()).isGreaterThan(60);
        assertThat(scripts.stream()
                        .filter(script -> !script.asItShould())
                        .map(SolvedScript::line)
                        .toList())
                .isEmpty();
    }

    @Test
    void what_there_is_to_solve_can_be_asked_for_by_lesson_and_exercise() {
        assertThat(Solve.plans("iptables-following-a-packet/rule-order"))
                .isNotEmpty()
                .allMatch(plan -> plan.exercise().id().equals("rule-order"));
        assertThat(Solve.plans("no-such-lesson")).isEmpty();
    }
}
