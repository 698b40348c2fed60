package dev.packetwalk.grading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.grading.CheckResult.State;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Proof;
import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.sandbox.JournalEvent;
import dev.packetwalk.sandbox.RulesetSnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * The scripts of interpret-rules and of its variant, run by the real tools under the exercise's own rules in a network namespace:
 * what they read there and answer is right, and each mutant's answer fails the check that it names.
 */
@Tag("kernel")
class AnswerScriptsTest {
    private static final String RULES_END = "-- end of rules --\n";
    private static final List<Long> SEEDS = List.of(0L, 7L);

    @TestFactory
    Stream<DynamicTest> right_ways_pass_and_mutants_fail_the_check_that_they_name() {
        return Stream.of("interpret-rules", "interpret-rules-without-docker")
                .flatMap(id -> SEEDS.stream()
                        .map(seed -> Labs.exercise(id).forLearner(seed))
                        .flatMap(AnswerScriptsTest::scripts));
    }

    private static Stream<DynamicTest> scripts(Exercise exercise) {
        Proof proof = exercise.proof();
        Stream<DynamicTest> right = Stream.concat(Stream.of(proof.solution()), proof.ways().stream())
                .map(script -> DynamicTest.dynamicTest(exercise.id() + " " + script.name(), () -> {
                    Grade grade = grade(exercise, script.text());
                    assertThat(grade.passed()).as(reasons(grade)).isTrue();
                }));
        Stream<DynamicTest> wrong = proof.mutants().stream()
                .map(mutant -> DynamicTest.dynamicTest(exercise.id() + " " + mutant.name(), () -> {
                    Grade grade = grade(exercise, mutant.text());
                    assertThat(grade.results())
                            .as(reasons(grade))
                            .filteredOn(result -> result.state() == State.FAILED)
                            .extracting(CheckResult::check)
                            .containsExactly(mutant.fails());
                }));
        return Stream.concat(right, wrong);
    }

    private static Grade grade(Exercise exercise, String script) throws IOException, InterruptedException {
        String printed = inNamespace("ip link set lo up\niptables-restore -c <<'RULES'\n"
                + counted(exercise.sandbox().topology().rules()) + "RULES\niptables-save -c\necho '" + RULES_END.strip()
                + "'\n"
                + Proof.ANSWER_FUNCTION + "\nsleep() { :; }\n" + script);
        String[] parts = printed.split(RULES_END, 2);
        List<JournalEntry> journal = new ArrayList<>();
        add(journal, new JournalEvent.RulesetBecame(new RulesetSnapshot(1, parts[0], ""), ""));
        Proof.answers(parts[1])
                .forEach(answer ->
                        add(journal, new JournalEvent.Answered(exercise.id(), answer.check(), answer.values(), "")));
        assertThat(journal).as(printed).hasSizeGreaterThan(1);
        return Grader.grade(exercise, Evidence.of(journal));
    }

    /** The DNAT rules as after some traffic: the second one is the busiest. */
    private static String counted(String rules) {
        return rules.replaceFirst(
                "(-A DOCKER ! -i docker0 -p tcp .* -j DNAT .*\n)(.* -j DNAT .*\n)(.* -j DNAT .*\n)",
                "[3:180] $1[30:1800] $2[4:240] $3");
    }

    private static void add(List<JournalEntry> journal, JournalEvent event) {
        journal.add(new JournalEntry(journal.size() + 1L, Instant.EPOCH.plusSeconds(journal.size()), event));
    }

    private static String inNamespace(String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of("unshare", "--net", "bash", "-e"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (Writer input = process.outputWriter();
                InputStream output = process.getInputStream()) {
            input.append(script).close();
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(text).isZero();
            return text;
        } finally {
            process.destroyForcibly();
        }
    }

    private static String reasons(Grade grade) {
        return grade.results().stream()
                .map(r -> r.check() + " " + r.state() + ": " + r.reason())
                .collect(Collectors.joining("\n", "\n", "\n"));
    }
}
