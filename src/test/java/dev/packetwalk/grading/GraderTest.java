package dev.packetwalk.grading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.grading.CheckResult.State;
import dev.packetwalk.lesson.Check;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Page;
import dev.packetwalk.lesson.Proof;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.ProbeResult;
import dev.packetwalk.sandbox.Topology;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How evidence that is missing, late or contradictory is graded. */
class GraderTest {
    private static final String RIGHT = """
            *filter
            :INPUT ACCEPT [0:0]
            :FORWARD ACCEPT [0:0]
            :OUTPUT ACCEPT [0:0]
            -A INPUT -i lo -j ACCEPT
            -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            -A INPUT -j DROP
            COMMIT
            """;
    private static final Probe SSH = probe("internet", Probe.Protocol.TCP);
    private static final Probe WEB = probe("box", Probe.Protocol.TCP);

    @Test
    void without_rules_every_check_waits() {
        Grade grade = Grader.grade(MinimalFirewall.EXERCISE, new Evidence(Optional.empty(), Map.of()));

        assertThat(grade.results()).hasSize(4).extracting(CheckResult::state).containsOnly(State.WAITING);
        assertThat(grade.passed()).isFalse();
    }

    @Test
    void right_rules_and_probes_that_agree_pass() {
        assertThat(MinimalFirewall.grade(RIGHT, "").passed()).isTrue();
    }

    @Test
    void right_rules_wait_for_the_probes_that_confirm_them() {
        Grade grade = grade(RIGHT, Map.of());

        assertThat(grade.passed()).isFalse();
        assertThat(result(grade, "rest-dropped").state()).isEqualTo(State.WAITING);
        assertThat(result(grade, "rest-dropped").reason().toString()).contains("on its way");
        assertThat(result(grade, "accepts-first").state()).isEqualTo(State.PASSED);
    }

    @Test
    void an_answer_to_other_rules_counts_as_missing() {
        assertThat(result(grade(RIGHT, with(SSH, ProbeResult.Answer.OPEN, 6)), "rest-dropped")
                        .state())
                .isEqualTo(State.WAITING);
    }

    @Test
    void a_probe_that_contradicts_the_rules_keeps_them_from_passing_and_says_so() {
        CheckResult result = result(grade(RIGHT, with(SSH, ProbeResult.Answer.REFUSED, 7)), "rest-dropped");

        assertThat(result.state()).isEqualTo(State.UNDECIDED);
        assertThat(result.reason().toString())
                .contains("a real packet disagrees")
                .contains("a TCP connection from the host 'internet' to 10.77.0.3, port 22, was refused");
    }

    @Test
    void wrong_rules_fail_without_waiting_for_probes() {
        CheckResult result = result(grade(RIGHT.replace("-A INPUT -j DROP\n", ""), Map.of()), "rest-dropped");

        assertThat(result.state()).isEqualTo(State.FAILED);
    }

    @Test
    void a_probe_of_the_box_that_its_own_rules_keep_in_says_nothing() {
        String outputClosed = RIGHT.replace("COMMIT", "-A OUTPUT -o eth0 -j DROP\nCOMMIT");

        Grade grade = grade(outputClosed, with(WEB, ProbeResult.Answer.FILTERED, 7));

        assertThat(grade.passed()).isTrue();
    }

    @Test
    void very_many_rules_are_not_judged_and_a_reason_says_so() {
        String many = RIGHT.replace("-A INPUT -j DROP\n", "-A INPUT -p tcp -m tcp --dport 22 -j DROP\n".repeat(1_001));

        assertThat(grade(many, MinimalFirewall.agreeing()).results()).allSatisfy(result -> {
            assertThat(result.state()).isEqualTo(State.UNDECIDED);
            assertThat(result.reason().toString()).contains("more than 1,000 rules");
        });
    }

    @Test
    void a_long_reason_names_a_few_rules_and_counts_the_others() {
        String longer = RIGHT.replace("-A INPUT -j DROP\n", "-A INPUT -j DROP\n".repeat(20));
        String shadowed = longer.replaceFirst("-A INPUT", "-A INPUT -j DROP\n-A INPUT");
        String split = IntStream.rangeClosed(1, 20)
                .mapToObj(port -> "-A INPUT -p tcp -m tcp --dport " + port + " -j DROP\n")
                .collect(Collectors.joining("", "", "-A INPUT -j DROP\n"));

        assertThat(result(grade(shadowed, Map.of()), "loopback-in").reason().toString())
                .contains("Rules 2 to 23 of INPUT are never reached");
        assertThat(result(grade(RIGHT.replace("-A INPUT -j DROP\n", split), MinimalFirewall.agreeing()), "rest-dropped")
                        .reason()
                        .toString())
                .contains("rule 5 of INPUT", "and 18 others")
                .doesNotContain("rule 6 of INPUT");
    }

    @Test
    void an_exercise_without_checks_is_never_passed() {
        Exercise ungraded = exercise(List.of());

        assertThat(Grader.grade(ungraded, MinimalFirewall.evidence(RIGHT, "", Map.of()))
                        .passed())
                .isFalse();
    }

    @Test
    void a_check_by_probe_alone_passes_with_a_stated_answer() {
        Check check = new Check.Probed(
                "web", "The web answers", new Check.Confirmation(WEB, Set.of(ProbeResult.Answer.OPEN)));

        assertThat(state(check, Map.of())).isEqualTo(State.WAITING);
        assertThat(state(check, Map.of(WEB, MinimalFirewall.answered(ProbeResult.Answer.OPEN, 7))))
                .isEqualTo(State.PASSED);
        assertThat(state(check, Map.of(WEB, MinimalFirewall.answered(ProbeResult.Answer.FILTERED, 7))))
                .isEqualTo(State.FAILED);
    }

    @Test
    void each_probe_is_asked_for_once() {
        Check.Confirmation confirmation = new Check.Confirmation(WEB, Set.of(ProbeResult.Answer.OPEN));

        List<Probe> probes = Probes.of(
                exercise(List.of(new Check.Probed("a", "A", confirmation), new Check.Probed("b", "B", confirmation))));

        assertThat(probes).containsExactly(WEB);
        assertThat(Probes.of(MinimalFirewall.EXERCISE)).hasSize(4).contains(WEB, SSH);
    }

    private static State state(Check check, Map<Probe, Evidence.Answered> probes) {
        Evidence evidence = MinimalFirewall.evidence(RIGHT, "", probes);
        return Grader.grade(exercise(List.of(check)), evidence)
                .results()
                .getFirst()
                .state();
    }

    private static Grade grade(String rules, Map<Probe, Evidence.Answered> probes) {
        return Grader.grade(MinimalFirewall.EXERCISE, MinimalFirewall.evidence(rules, "", probes));
    }

    private static Map<Probe, Evidence.Answered> with(Probe probe, ProbeResult.Answer answer, long generation) {
        Map<Probe, Evidence.Answered> probes = new HashMap<>(MinimalFirewall.agreeing());
        assertThat(probes).containsKey(probe);
        probes.put(probe, MinimalFirewall.answered(answer, generation));
        return probes;
    }

    private static Probe probe(String from, Probe.Protocol protocol) {
        return Probes.of(MinimalFirewall.EXERCISE).stream()
                .filter(probe -> probe.from().equals(from) && probe.protocol() == protocol)
                .findFirst()
                .orElse(new Probe(from, protocol, "10.77.0.2", 80, Duration.ofMillis(100)));
    }

    private static CheckResult result(Grade grade, String check) {
        return grade.results().stream()
                .filter(result -> result.check().equals(check))
                .findFirst()
                .orElseThrow();
    }

    static Exercise exercise(List<Check> checks) {
        return new Exercise(
                "any",
                1,
                "Any",
                "Any.",
                1,
                new Exercise.SandboxPlan("any", Topology.plain("plain")),
                new Page("", List.of(), List.of()),
                checks,
                checks.isEmpty() ? "Not graded." : null,
                List.of(),
                List.of(),
                "",
                Proof.NONE,
                "any",
                List.of(),
                Exercise.Editions.NONE,
                List.of());
    }
}
