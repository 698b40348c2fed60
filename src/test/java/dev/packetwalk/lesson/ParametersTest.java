package dev.packetwalk.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        Exercise other = lesson(Path.of("labs")).exercise("rule-order").orElseThrow();

        assertThat(other.forLearner(7)).isSameAs(other);
    }

    @Test
    void editions_are_of_one_version_and_what_asks_for_something_else_is_of_another() {
        assertThat(EXERCISE.version()).matches("[0-9a-f]{16}");
        assertThat(EXERCISE.forLearner(7).version()).isEqualTo(EXERCISE.version());
        assertThat(EXERCISE.variants().getFirst().version()).isNotEqualTo(EXERCISE.version());
    }

    @Test
    void an_edition_is_read_once_while_it_is_remembered() {
        Exercise fresh = load();

        assertThat(fresh.forLearner(7).page()).isSameAs(fresh.forLearner(7).page());
        assertThat(fresh.forLearner(7).forLearner(8).page())
                .as("an edition knows the others")
                .isSameAs(fresh.forLearner(8).page());
    }

    @Test
    void no_more_editions_are_remembered_than_there_is_room_for() {
        RecentEditions editions =
                new RecentEditions(List.of(Parameter.numbers("port", 1, 1_000)), (_, _) -> EXERCISE.forLearner(1));
        LongStream.range(0, 1_000).forEach(editions::of);

        assertThat(editions.remembered()).isEqualTo(RecentEditions.MOST);
    }

    @Test
    void files_that_vanish_after_the_load_take_no_edition_with_them(@TempDir Path labs) throws IOException {
        Path lesson = labs.resolve("iptables-following-a-packet");
        copy(Path.of("labs").resolve(lesson.getFileName()), lesson);
        Exercise loaded = lesson(labs).exercise("interpret-rules").orElseThrow();
        delete(lesson);

        for (long seed = 0; seed < 50; seed++) {
            Exercise mine = loaded.forLearner(seed);
            assertThat(mine.page()).isEqualTo(EXERCISE.forLearner(seed).page());
            assertThat(mine.checks()).isEqualTo(EXERCISE.forLearner(seed).checks());
            assertThat(mine.proof()).isEqualTo(EXERCISE.forLearner(seed).proof());
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static Parameter parameter(String name) {
        return EXERCISE.parameters().stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Exercise load() {
        return lesson(Path.of("labs")).exercise("interpret-rules").orElseThrow();
    }

    private static Lesson lesson(Path labs) {
        return switch (LessonLoader.all(labs)) {
            case Loading.Loaded(List<Lesson> lessons) -> lessons.getFirst();
            case Loading.Rejected(List<Problem> problems) -> throw new AssertionError(problems);
        };
    }
}
