package dev.packetwalk.grading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.grading.CheckResult.State;
import dev.packetwalk.lesson.Proof;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The scripts of minimal-firewall, run by the real tools in a network namespace of their own: the machine as it comes does not
 * pass, the solution and every other right way do, and each mutant fails the check that it names.
 */
@Tag("kernel")
class ScriptsTest {
    private static final Proof PROOF = MinimalFirewall.EXERCISE.proof();
    private static final String LISTINGS = "\niptables-save -c\necho '-- nft --'\nnft list ruleset 2> /dev/null\n";

    @Test
    void the_machine_as_it_comes_does_not_pass() throws Exception {
        assertThat(grade("").passed()).isFalse();
    }

    @TestFactory
    Stream<DynamicTest> every_right_way_passes() {
        assertThat(PROOF.ways()).hasSizeGreaterThanOrEqualTo(4);
        return Stream.concat(Stream.of(PROOF.solution()), PROOF.ways().stream())
                .map(script -> DynamicTest.dynamicTest(script.name(), () -> {
                    Grade grade = grade(script.text());
                    assertThat(grade.passed()).as(reasons(grade)).isTrue();
                }));
    }

    @TestFactory
    Stream<DynamicTest> each_mutant_fails_the_check_that_it_names() {
        assertThat(PROOF.mutants()).hasSizeGreaterThanOrEqualTo(6);
        return PROOF.mutants().stream()
                .map(mutant -> DynamicTest.dynamicTest(mutant.name(), () -> {
                    Grade grade = grade(mutant.text());
                    assertThat(grade.results())
                            .as(reasons(grade))
                            .filteredOn(result -> result.state() == State.FAILED)
                            .extracting(CheckResult::check)
                            .contains(mutant.fails());
                }));
    }

    private static Grade grade(String script) throws IOException, InterruptedException {
        String[] listings = inNamespace(script + LISTINGS).split("(?m)^-- nft --\n", 2);
        return MinimalFirewall.grade(listings[0], listings[1]);
    }

    private static String inNamespace(String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of("unshare", "--net", "bash", "-e"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (Writer input = process.outputWriter();
                InputStream output = process.getInputStream()) {
            input.append("ip link set lo up\n").append(script).close();
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
