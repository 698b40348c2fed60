package dev.packetwalk.grading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.grading.CheckResult.State;
import dev.packetwalk.lesson.Exercise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Journals with their grades. Each file below a folder named after an exercise is a sentence and a {@link Story}; its header says
 * which checks do not pass, in lines {@code # <check> <state>[ at <step>]: <words> | <words>} with words that the reason must have.
 */
class JournalsTest {
    private static final Path STORIES = Path.of("src/test/resources/grading/journals");
    private static final Pattern EXPECTED = Pattern.compile(
            "(?m)^# (?<check>[a-z-]+) (?<state>passed|failed|waiting|undecided)(?: at (?<step>[a-z-]+))?(?:: (?<words>.*))?$");
    private static final List<Long> SEEDS = List.of(0L, 1L, 20_260_102L);

    @TestFactory
    Stream<DynamicContainer> journals_with_their_grades() throws IOException {
        try (Stream<Path> folders = Files.list(STORIES)) {
            List<Path> exercises = folders.sorted().toList();
            assertThat(exercises).hasSizeGreaterThanOrEqualTo(5);
            return exercises.stream()
                    .map(folder -> DynamicContainer.dynamicContainer(
                            folder.getFileName().toString(), stories(folder)));
        }
    }

    private static Stream<DynamicTest> stories(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> stories = files.filter(f -> f.toString().endsWith(".journal"))
                    .sorted()
                    .toList();
            assertThat(stories).hasSizeGreaterThanOrEqualTo(5);
            return stories.stream()
                    .map(file -> DynamicTest.dynamicTest(
                            file.getFileName()
                                    .toString()
                                    .replace(".journal", "")
                                    .replace('_', ' '),
                            () -> gradesAsStated(folder, file)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void gradesAsStated(Path folder, Path file) throws IOException {
        Path common = folder.resolve("common.parts");
        String shared = Files.exists(common) ? Files.readString(common) : "";
        String text = Files.readString(file);
        for (long seed : SEEDS) {
            Exercise exercise = Labs.exercise(folder.getFileName().toString()).forLearner(seed);
            Grade grade = Grader.grade(exercise, Story.evidence(exercise, seed, shared, text));
            Map<String, String> expected = new LinkedHashMap<>();
            exercise.checks().forEach(check -> expected.put(check.id(), "passed"));
            Matcher header = EXPECTED.matcher(text);
            while (header.find()) {
                String step = header.group("step") == null ? "" : " at " + header.group("step");
                expected.put(header.group("check"), header.group("state") + step);
            }
            Map<String, String> found = new LinkedHashMap<>();
            grade.results()
                    .forEach(result ->
                            found.put(result.check(), state(result, expected.getOrDefault(result.check(), ""))));
            assertThat(found).as(reasons(grade)).isEqualTo(expected);
            header.reset();
            while (header.find()) {
                words(grade, header);
            }
        }
    }

    private static void words(Grade grade, Matcher header) {
        if (header.group("words") != null) {
            String reason = result(grade, header.group("check")).reason().toString();
            assertThat(header.group("words").split(" \\| ", -1))
                    .allSatisfy(words -> assertThat(reason).contains(words));
        }
    }

    private static String state(CheckResult result, String expected) {
        String state = result.state().name().toLowerCase(Locale.ROOT);
        return expected.contains(" at ") && result.state() != State.PASSED ? state + " at " + next(result) : state;
    }

    private static String next(CheckResult result) {
        return result.steps().stream()
                .filter(step -> step.doneAt() == null)
                .findFirst()
                .map(CheckResult.StepResult::step)
                .orElse("the end");
    }

    private static CheckResult result(Grade grade, String check) {
        return grade.results().stream()
                .filter(r -> r.check().equals(check))
                .findFirst()
                .orElseThrow();
    }

    private static String reasons(Grade grade) {
        return grade.results().stream()
                .map(r -> r.check() + " " + r.state() + ": " + r.reason())
                .collect(Collectors.joining("\n", "\n", "\n"));
    }
}
