package dev.packetwalk.netfilter.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The analysis of all packets must say about each of them what its own walk says. */
class AnalysisAndWalkAgreeTest {
    private static final int CASES = Integer.getInteger("packetwalk.cases", 150);
    private static final long SEED = Long.getLong("packetwalk.seed", 20261122L);

    /** Without loopback where packets are marked: what mark one over lo has is decided on its way out, which is not walked. */
    private static PacketSet arriving(String rules) {
        return rules.contains("MARK")
                ? PacketSet.fromNetwork()
                : PacketSet.fromNetwork().union(PacketSet.overLoopback());
    }

    static Stream<Long> seeds() {
        return IntStream.range(0, CASES).mapToObj(i -> SEED + i);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void every_packet_is_in_exactly_the_outcome_that_its_walk_ends_in(long seed) {
        Random random = new Random(seed);
        RandomRulesets rulesets = new RandomRulesets(random, false);
        String text = rulesets.text();
        Ruleset ruleset = rulesets.ruleset(text);
        List<Outcome> outcomes = Analysis.of(ruleset).arriving(arriving(text));

        for (Packet packet : packets(random, arriving(text), outcomes)) {
            Walk walk = Walker.of(ruleset).arriving(packet);
            List<Outcome> holding = outcomes.stream()
                    .filter(outcome -> outcome.packets().contains(walk.end()))
                    .toList();
            assertThat(holding)
                    .as("%s%n%s%n%s", text, packet, walk.steps())
                    .singleElement()
                    .satisfies(outcome -> {
                        assertThat(outcome.verdict()).isEqualTo(walk.verdict());
                        assertThat(outcome.decidedBy()).isEqualTo(walk.decidedBy());
                        assertThat(outcome.dependsOn()).isEmpty();
                    });
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void what_is_certain_for_all_is_certain_for_each(long seed) {
        Random random = new Random(seed);
        RandomRulesets rulesets = new RandomRulesets(random, true);
        String text = rulesets.text();
        Ruleset ruleset = rulesets.ruleset(text);
        List<Outcome> outcomes = Analysis.of(ruleset).arriving(arriving(text));

        for (Packet packet : packets(random, arriving(text), List.of())) {
            Walk walk = Walker.of(ruleset).arriving(packet);
            List<Verdict> possible = outcomes.stream()
                    .filter(outcome -> outcome.packets().contains(walk.end()))
                    .map(Outcome::verdict)
                    .distinct()
                    .toList();
            if (walk.verdict() == Verdict.UNDECIDED) {
                assertThat(possible).as("%s%n%s", text, packet).hasSizeGreaterThan(1);
            } else {
                assertThat(possible).as("%s%n%s", text, packet).containsExactly(walk.verdict());
            }
        }
    }

    /** Random ones, and one from each corner of the outcomes that can be a packet as it arrives. */
    private static List<Packet> packets(Random random, PacketSet arriving, List<Outcome> outcomes) {
        RandomPackets randomPackets = new RandomPackets(random);
        List<Packet> packets = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            packets.add(randomPackets.next());
        }
        outcomes.stream()
                .flatMap(outcome -> outcome.packets().examples().stream())
                .filter(arriving::contains)
                .forEach(packets::add);
        return packets;
    }
}
