package dev.packetwalk.web.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.grading.Evidence;
import dev.packetwalk.grading.Grade;
import dev.packetwalk.grading.Grader;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.sandbox.RulesetSnapshot;
import dev.packetwalk.web.Lessons;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What several learners have in common although their rules differ, by real grades of real rules. */
class MistakeTest {
    private static final Exercise FIREWALL =
            Lessons.from(Path.of("labs")).exercise("iptables-following-a-packet", "minimal-firewall", new UUID(1, 1));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -A INPUT -j DROP;-A INPUT -i lo -j ACCEPT                                                  | loopback-in  | DROP_BEFORE_ACCEPT
            -A INPUT -p tcp -j DROP;-A INPUT -m state --state ESTABLISHED,RELATED -j ACCEPT            | replies-in   | DROP_BEFORE_ACCEPT
            -A INPUT -j REJECT;-A INPUT -i lo -j ACCEPT                                                | loopback-in  | REJECT_BEFORE_ACCEPT
            -A INPUT -j DROP                                                                           | replies-in   | DROPS_TOO_MUCH
            -A INPUT -i lo -j ACCEPT                                                                   | rest-dropped | POLICY_ACCEPTS
            -A INPUT -j ACCEPT;-A INPUT -j DROP                                                        | rest-dropped | ACCEPT_BEFORE_DROP
            -A INPUT -j ACCEPT                                                                         | rest-dropped | ACCEPTS_TOO_MUCH
            -A INPUT -i lo -j ACCEPT;-A INPUT -j REJECT                                                | rest-dropped | REJECT_FOR_DROP
            """)
    void a_mistake_has_its_name_from_what_the_rules_do(String rules, String check, Mistake mistake) {
        assertThat(Mistake.of(result(rules, "ACCEPT", check))).isEqualTo(mistake);
    }

    @Test
    void a_policy_that_drops_is_told_from_a_rule_that_does() {
        assertThat(Mistake.of(result("-A INPUT -i lo -j ACCEPT", "DROP", "replies-in")))
                .isEqualTo(Mistake.POLICY_DROPS);
    }

    @Test
    void every_mistake_of_every_key_has_a_place() {
        CheckResult kept = new CheckResult(
                "x", "x", CheckResult.State.FAILED, dev.packetwalk.grading.Reason.of("an old sentence"), List.of());
        assertThat(Mistake.of(kept)).isEqualTo(Mistake.OTHER);
    }

    private static CheckResult result(String rules, String policy, String check) {
        String save = "*filter\n:INPUT " + policy + " [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n"
                + rules.strip().replace(";", "\n") + "\nCOMMIT\n";
        Evidence evidence = new Evidence(
                Optional.of(new RulesetSnapshot(2, save, "")),
                Map.of(),
                List.of(),
                Optional.empty(),
                Optional.of(Instant.EPOCH));
        Grade grade = Grader.grade(FIREWALL, evidence);
        return grade.results().stream()
                .filter(result -> result.check().equals(check))
                .findFirst()
                .orElseThrow();
    }
}
