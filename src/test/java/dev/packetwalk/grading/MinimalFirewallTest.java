package dev.packetwalk.grading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.grading.CheckResult.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Rulesets with their grades. Each file is a sentence; its header says which checks do not pass and what their reasons speak of,
 * in lines {@code # <check> <state>: <words> | <words>}. What follows is what iptables-save prints and, after a line
 * {@code -- nft --}, what nft lists.
 */
class MinimalFirewallTest {
    private static final Path CASES = Path.of("src/test/resources/grading/minimal-firewall");
    private static final Pattern EXPECTED =
            Pattern.compile("(?m)^# (?<check>[a-z-]+) (?<state>passed|failed|waiting|undecided)(?:: (?<words>.*))?$");

    @TestFactory
    Stream<DynamicTest> rulesets_with_their_grades() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            List<Path> cases = files.sorted().toList();
            assertThat(cases).hasSizeGreaterThan(60);
            return cases.stream().map(file -> DynamicTest.dynamicTest(name(file), () -> gradesAsStated(file)));
        }
    }

    @Test
    void the_words_of_a_reason_that_are_the_learners_are_code() {
        Grade grade = MinimalFirewall.grade(
                "*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -j DROP\n-A INPUT -i lo -j ACCEPT\nCOMMIT\n", "");

        CheckResult loopback = grade.results().getFirst();
        assertThat(Wording.ENGLISH.phrases(loopback.reason()))
                .filteredOn(Reason.Phrase::code)
                .extracting(Reason.Phrase::text)
                .containsExactly("-A INPUT -j DROP", "-A INPUT -i lo -j ACCEPT");
        assertThat(loopback.quotes())
                .containsExactly(
                        new QuotedRule("filter", "INPUT", 1, "-A INPUT -j DROP", QuotedRule.Role.DECIDED),
                        new QuotedRule(
                                "filter", "INPUT", 2, "-A INPUT -i lo -j ACCEPT", QuotedRule.Role.NEVER_REACHED));
    }

    private static void gradesAsStated(Path file) throws IOException {
        String text = Files.readString(file);
        String[] parts = text.split("(?m)^-- nft --\n", 2);
        Grade grade = MinimalFirewall.grade(parts[0], parts.length > 1 ? parts[1] : "");

        Map<String, String> expected = new LinkedHashMap<>();
        MinimalFirewall.EXERCISE.checks().forEach(check -> expected.put(check.id(), "passed"));
        Matcher header = EXPECTED.matcher(text);
        while (header.find()) {
            expected.put(header.group("check"), header.group("state"));
        }
        Map<String, String> found = new LinkedHashMap<>();
        grade.results().forEach(result -> found.put(result.check(), word(result.state())));
        assertThat(found).as(reasons(grade)).isEqualTo(expected);

        header.reset();
        while (header.find()) {
            if (header.group("words") != null) {
                String reason = reason(grade, header.group("check"));
                assertThat(header.group("words").split(" \\| ", -1))
                        .allSatisfy(words -> assertThat(reason).containsIgnoringCase(words));
            }
        }
    }

    private static String reason(Grade grade, String check) {
        return grade.results().stream()
                .filter(result -> result.check().equals(check))
                .findFirst()
                .orElseThrow()
                .reason()
                .toString();
    }

    private static String reasons(Grade grade) {
        StringBuilder reasons = new StringBuilder();
        grade.results()
                .forEach(r -> reasons.append("\n")
                        .append(r.check())
                        .append(": ")
                        .append(r.state())
                        .append(": ")
                        .append(r.reason()));
        return reasons.toString();
    }

    private static String word(State state) {
        return switch (state) {
            case PASSED -> "passed";
            case FAILED -> "failed";
            case UNDECIDED -> "undecided";
            case WAITING -> "waiting";
        };
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".rules", "").replace('_', ' ');
    }
}
