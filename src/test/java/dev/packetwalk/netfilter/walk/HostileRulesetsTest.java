package dev.packetwalk.netfilter.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.text.IptablesSave;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rulesets made to keep an analysis busy: every question about them ends within its budget and says so. */
class HostileRulesetsTest {
    private static final long SEED = Long.getLong("packetwalk.seed", 20261122L);
    private static final Budget SMALL = new Budget(100_000);
    private static final Duration HANGS = Duration.ofSeconds(60);
    private static final int RULES = 2_000;

    static Stream<Arguments> rulesets() {
        Random random = new Random(SEED);
        StringBuilder crossing = new StringBuilder();
        StringBuilder limited = new StringBuilder();
        StringBuilder marked = new StringBuilder();
        StringBuilder multiplied = new StringBuilder();
        for (int i = 0; i < RULES; i++) {
            crossing.append("-A INPUT -s %s -d %s -p tcp -m tcp --dport %d -j %s\n"
                    .formatted(network(random), network(random), random.nextInt(100), i % 3 == 0 ? "ACCEPT" : "DROP"));
            limited.append("-A INPUT -p tcp -m tcp --dport %d:65535 -m limit --limit 1/sec -j ACCEPT\n"
                    .formatted(random.nextInt(65535)));
            marked.append("-A INPUT ! -s %s -j MARK --set-xmark 0x%x/0x%x\n-A INPUT -m mark --mark 0x1/0x%x -j DROP\n"
                    .formatted(network(random), random.nextInt(), random.nextInt(), random.nextInt()));
            multiplied
                    .append("-A INPUT -p tcp")
                    .append((" -m multiport --ports " + random.nextInt(65536)).repeat(3))
                    .append((" -m multiport ! --ports " + random.nextInt(65536)).repeat(30))
                    .append(" -j DROP\n");
        }
        return Stream.of(
                Arguments.of("crossing networks", ":INPUT DROP [0:0]\n" + crossing),
                Arguments.of("limits", ":INPUT DROP [0:0]\n" + limited),
                Arguments.of("marks", ":INPUT DROP [0:0]\n" + marked),
                Arguments.of("conditions of many parts", ":INPUT DROP [0:0]\n" + multiplied),
                Arguments.of("calls that double", chains(40, 2)),
                Arguments.of("calls of great depth", chains(RULES, 1)));
    }

    private static String network(Random random) {
        return "10.%d.%d.%d/%d"
                .formatted(random.nextInt(4), random.nextInt(256), random.nextInt(256), 8 + random.nextInt(25));
    }

    /** Chains that call the next one so many times; 40 that do so twice are passed through a million million ways. */
    private static String chains(int depth, int calls) {
        StringBuilder text = new StringBuilder(":INPUT DROP [0:0]\n");
        for (int i = 0; i < depth; i++) {
            text.append(":c").append(i).append(" - [0:0]\n");
        }
        text.append("-A INPUT -j c0\n");
        for (int i = 0; i + 1 < depth; i++) {
            text.append(("-A c" + i + " -j c" + (i + 1) + "\n").repeat(calls));
        }
        return text + "-A c" + (depth - 1) + " -p udp -j ACCEPT\n";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rulesets")
    void every_question_ends_within_its_budget(String name, String rules) {
        Ruleset ruleset = IptablesSave.parse("*filter\n" + rules + "COMMIT\n").value();
        Ruleset other = IptablesSave.parse("*filter\n" + rules.replace("INPUT DROP", "INPUT ACCEPT") + "COMMIT\n")
                .value();

        Assertions.assertTimeoutPreemptively(HANGS, () -> {
            assertThat(Analysis.of(ruleset, SMALL).arriving(PacketSet.fromNetwork()))
                    .isNotEmpty();
            RulesInVain inVain = Analysis.of(ruleset, SMALL).rulesInVain();
            assertThat(inVain.complete()).isFalse();
            assertThat(Openings.of(ruleset, SMALL).openings()).isNotEmpty();
            RulesetDifference difference = RulesetDifference.between(ruleset, other, SMALL);
            assertThat(difference.differences().isEmpty() && difference.complete())
                    .isFalse();
        });
    }
}
