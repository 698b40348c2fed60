package dev.packetwalk.grading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.lesson.Proof;
import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.RulesetSnapshot;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.sandbox.TerminalSize;
import dev.packetwalk.sandbox.TestTerminal;
import dev.packetwalk.sandbox.docker.TestEngine;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Right ways of minimal-firewall typed into real boxes: real packets confirm what the walk says. */
@Tag("engine")
class RealBoxTest {
    private static final TerminalName T1 = new TerminalName("t1");
    private static final Proof PROOF = MinimalFirewall.EXERCISE.proof();

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    @ParameterizedTest
    @ValueSource(strings = {"solution", "one-rule", "nft-by-hand"})
    void a_right_way_passes_with_the_answers_of_real_packets(String name) throws IOException {
        SandboxId id = SandboxId.random();
        ENGINE.engine().create(id, MinimalFirewall.EXERCISE.sandbox().topology());
        try (Keeper keeper = ENGINE.engine().connect(id)) {
            Grade before = grade(keeper);
            assertThat(before.passed()).as(reasons(before)).isFalse();

            type(id, script(name));

            Grade after = grade(keeper);
            assertThat(after.passed()).as(reasons(after)).isTrue();
        } finally {
            ENGINE.engine().remove(id);
        }
    }

    private static void type(SandboxId id, String script) throws IOException {
        try (TestTerminal terminal = new TestTerminal(ENGINE.engine().attach(id, T1, TerminalSize.DEFAULT))) {
            // In braces, because a package's installation takes away what has been typed ahead.
            terminal.type("{\n" + script + "\necho ty''ped\n}\n");
            terminal.awaitOutput("typed\n");
        }
    }

    private static Grade grade(Keeper keeper) throws IOException {
        RulesetSnapshot rules = keeper.ruleset();
        Map<Probe, Evidence.Answered> answers = new HashMap<>();
        for (Probe probe : Probes.of(MinimalFirewall.EXERCISE)) {
            answers.put(probe, new Evidence.Answered(keeper.probe(probe), rules.generation()));
        }
        return Grader.grade(MinimalFirewall.EXERCISE, new Evidence(Optional.of(rules), answers));
    }

    private static String script(String name) {
        return Stream.concat(Stream.of(PROOF.solution()), PROOF.ways().stream())
                .filter(script -> script.name().equals(name))
                .findFirst()
                .orElseThrow()
                .text();
    }

    private static String reasons(Grade grade) {
        return grade.results().stream()
                .map(result -> result.check() + " " + result.state() + ": " + result.reason())
                .collect(Collectors.joining("\n", "\n", "\n"));
    }
}
