package dev.packetwalk.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What differs from learner to learner, and always stays the same for one of them. */
class ParametersTest {
    private static final Exercise EXERCISE = load();

    @Test
    void a_learner_always_has_the_same_values() {
        assertThat(EXERCISE.forLearner(42).sandbox())
                .isEqualTo(EXERCISE.forLearner(42).sandbox());
        assertThat(EXERCISE.forLearner(42).checks())
                .isEqualTo(EXERCISE.forLearner(42).checks());
    }

    @Test
    void neighbours_have_other_values() {
        Set<String> rules = new HashSet<>();
        LongStream.range(0, 50)
                .forEach(seed ->
                        rules.add(EXERCISE.forLearner(seed).sandbox().topology().rules()));

        assertThat(rules).hasSizeGreaterThan(45);
    }

    @Test
    void every_value_stays_within_what_is_stated() {
        Parameter port = Parameter.numbers("port", 8001, 8003);
        Parameter name = new Parameter("name", List.of("a", "b"));

        assertThat(LongStream.range(0, 200).mapToObj(port::draw))
                .contains("8001", "8002", "8003")
                .hasSize(200);
        assertThat(LongStream.range(0, 200).mapToObj(port::draw).distinct()).hasSize(3);
        assertThat(LongStream.range(-100, 100).mapToObj(name::draw).distinct()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void a_value_stands_in_the_page_the_fields_the_hints_and_the_scripts() {
        Exercise mine = EXERCISE.forLearner(7);
        String closed = parameter("closed-port").draw(7);
        String shop = parameter("shop").draw(7);

        assertThat(mine.page().html()).contains("http://" + shop + "/");
        assertThat(mine.hints().getLast().html()).contains(closed);
        assertThat(mine.sandbox().topology().hosts().getFirst().address()).isEqualTo(shop + "/16");
        assertThat(mine.questions().getLast().questions().getLast().label()).contains(closed);
        assertThat(mine.proof().solution())
                .isNotNull()
                .satisfies(solution ->
                        assertThat(solution.text()).contains("--dport $1").doesNotContain("{{"));
    }

    @Test
    void one_of_other_parameters_has_the_value_of_one_of_them() {
        for (long seed = 0; seed < 20; seed++) {
            Exercise mine = EXERCISE.forLearner(seed);
            List<Integer> ports = mine.sandbox().topology().traffic().stream()
                    .map(traffic -> traffic.port())
                    .toList();

            assertThat(ports.subList(0, 3)).contains(ports.get(3)).doesNotHaveDuplicates();
        }
    }

    @Test
    void an_edition_keeps_its_id_and_the_variants() {
        Exercise mine = EXERCISE.forLearner(7);

        assertThat(mine.id()).isEqualTo("interpret-rules");
        assertThat(mine.variants()).extracting(Exercise::id).containsExactly("interpret-rules-without-docker");
    }

    @Test
    void an_exercise_without_parameters_has_one_edition() {
        Exercise other = lesson().exercise("rule-order").orElseThrow();

        assertThat(other.forLearner(7)).isSameAs(other);
    }

    private static Parameter parameter(String name) {
        return EXERCISE.parameters().stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Exercise load() {
        return lesson().exercise("interpret-rules").orElseThrow();
    }

    private static Lesson lesson() {
        return switch (LessonLoader.all(Path.of("labs"))) {
            case Loading.Loaded(List<Lesson> lessons) -> lessons.getFirst();
            case Loading.Rejected(List<Problem> problems) -> throw new AssertionError(problems);
        };
    }
}
