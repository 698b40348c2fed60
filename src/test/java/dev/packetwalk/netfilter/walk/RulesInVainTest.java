package dev.packetwalk.netfilter.walk;

import static dev.packetwalk.netfilter.walk.Rulesets.filter;
import static dev.packetwalk.netfilter.walk.Rulesets.ruleset;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Rule;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesInVainTest {
    private static final long SEED = Long.getLong("packetwalk.seed", 20261122L);

    @Test
    void rules_of_a_chain_that_nothing_calls_are_in_vain() {
        assertThat(shadows("*filter;:INPUT ACCEPT;:web -;:sub -;-A web -j sub;-A sub -j DROP;COMMIT"))
                .containsExactly(
                        "rule 1 of web is never reached: no rule leads to web",
                        "rule 1 of sub is never reached: no rule leads to sub");
    }

    @Test
    void rules_of_a_chain_whose_only_jump_is_shadowed_are_in_vain_too() {
        assertThat(shadows(
                        "*filter;:INPUT ACCEPT;:web -;-A INPUT -j DROP;-A INPUT -p tcp -j web;-A web -j ACCEPT;COMMIT"))
                .containsExactly(
                        "rule 2 of INPUT is never reached: rule 1 (-A INPUT -j DROP) takes every packet that it would match",
                        "rule 1 of web is never reached: rule 1 of INPUT (-A INPUT -j DROP) takes every packet that it would"
                                + " match");
    }

    @Test
    void a_rule_for_packets_that_are_not_sent_to_its_chain_is_in_vain() {
        assertThat(shadows("*filter;:INPUT ACCEPT;:web -;-A INPUT -p tcp -j web;-A web -p udp -j DROP;COMMIT"))
                .containsExactly("rule 1 of web is never reached: no packet that it would match is sent to web");
    }

    @Test
    void a_chain_that_returns_early_shadows_its_rest() {
        assertThat(shadows("*filter;:INPUT ACCEPT;:web -;-A INPUT -j web;-A web -j RETURN;-A web -j DROP;COMMIT"))
                .containsExactly(
                        "rule 2 of web is never reached: rule 1 (-A web -j RETURN) takes every packet that it would match");
    }

    @Test
    void a_chain_called_twice_is_reached_when_one_call_is() {
        assertThat(shadows(
                        "*filter;:INPUT ACCEPT;:FORWARD ACCEPT;:web -;-A INPUT -j DROP;-A INPUT -j web;-A FORWARD -j web;"
                                + "-A web -j ACCEPT;COMMIT"))
                .containsExactly(
                        "rule 2 of INPUT is never reached: rule 1 (-A INPUT -j DROP) takes every packet that it would match");
    }

    @Test
    void a_mark_set_on_the_way_is_known_at_the_rule() {
        assertThat(shadows(
                        "*mangle;:PREROUTING ACCEPT;-A PREROUTING -m mark --mark 0x5 -j DROP;-A PREROUTING -j MARK --set-xmark"
                                + " 0x5/0xffffffff;-A PREROUTING -m mark --mark 0x5 -j DROP;COMMIT"))
                .isEmpty();
        assertThat(shadows("*mangle;:PREROUTING ACCEPT;-A PREROUTING -j MARK --set-xmark 0x1/0xffffffff;"
                        + "-A PREROUTING -m mark --mark 0x2 -j DROP;COMMIT"))
                .hasSize(1);
    }

    @Test
    void a_rule_that_does_what_the_policy_does_changes_nothing() {
        assertThat(redundancies("INPUT DROP;-A INPUT -i lo -j ACCEPT;-A INPUT -p tcp -j DROP"))
                .containsExactly(
                        "rule 2 of INPUT changes nothing: without it, the policy of INPUT (DROP) would drop its packets:"
                                + " -A INPUT -p tcp -j DROP");
    }

    @Test
    void a_rule_that_a_wider_one_repeats_changes_nothing() {
        assertThat(redundancies("INPUT DROP;-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT;-A INPUT -p tcp -j ACCEPT"))
                .containsExactly(
                        "rule 1 of INPUT changes nothing: without it, rule 2 (-A INPUT -p tcp -j ACCEPT) would accept its"
                                + " packets: -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INPUT DROP;-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT;-A INPUT -s 10.0.0.0/8 -j DROP;-A INPUT -p tcp -j ACCEPT",
                "INPUT DROP;-A INPUT -p tcp -m limit --limit 1/sec -j DROP",
                "INPUT ACCEPT;-A INPUT -p tcp -j REJECT --reject-with tcp-reset;-A INPUT -p tcp -j REJECT --reject-with"
                        + " icmp-port-unreachable;-A INPUT -j DROP",
                "INPUT ACCEPT;:u -;-A INPUT -j ACCEPT;-A INPUT -j u",
                "INPUT ACCEPT;-A INPUT -p tcp -j ACCEPT;-A INPUT -j MARK --set-xmark 0x1/0xffffffff",
                "INPUT ACCEPT;-A INPUT -p tcp -j ACCEPT;-A INPUT -m recent --set --name x -j DROP"
            })
    void a_rule_that_makes_a_difference_is_not_called_redundant(String rules) {
        assertThat(redundancies(rules))
                .filteredOn(text -> text.startsWith("rule 1 "))
                .noneMatch(text -> !text.contains("policy of INPUT (ACCEPT)"));
    }

    static Stream<Long> seeds() {
        return IntStream.range(0, 150).mapToObj(i -> SEED + i);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void without_a_rule_in_vain_every_packet_ends_the_same(long seed) {
        Random random = new Random(seed);
        RandomRulesets rulesets = new RandomRulesets(random, false);
        String text = rulesets.text();
        Ruleset ruleset = rulesets.ruleset(text);
        RulesInVain inVain = Analysis.of(ruleset).rulesInVain();
        assertThat(inVain.complete()).isTrue();
        List<RuleAt> rules = new ArrayList<>();
        inVain.shadows().forEach(shadow -> rules.add(shadow.rule()));
        inVain.redundancies().forEach(redundancy -> rules.add(redundancy.rule()));
        RandomPackets packets = new RandomPackets(random);

        for (RuleAt rule : rules) {
            Ruleset without = rule.removedFrom(ruleset);
            for (int i = 0; i < 30; i++) {
                Packet packet = packets.next();
                Verdict verdict = Walker.of(ruleset).arriving(packet).verdict();
                assertThat(Walker.of(without).arriving(packet).verdict())
                        .as("%s%nwithout %s%n%s", text, rule, packet)
                        .isEqualTo(verdict);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void a_rule_that_decides_about_a_packet_is_never_called_unreachable(long seed) {
        Random random = new Random(seed);
        RandomRulesets rulesets = new RandomRulesets(random, random.nextBoolean());
        String text = rulesets.text();
        Ruleset ruleset = rulesets.ruleset(text);
        List<RuleAt> shadowed =
                Analysis.of(ruleset).shadows().stream().map(Shadow::rule).toList();
        RandomPackets packets = new RandomPackets(random);

        for (int i = 0; i < 100; i++) {
            Walk walk = Walker.of(ruleset).arriving(packets.next());
            assertThat(shadowed).as("%s%n%s", text, walk.packet()).doesNotContain(decider(walk));
        }
    }

    private static RuleAt decider(Walk walk) {
        return walk.decidedBy() instanceof RuleAt rule
                ? rule
                : new RuleAt(
                        dev.packetwalk.netfilter.Family.IP,
                        "none",
                        "none",
                        1,
                        new Rule("", 1, java.util.Optional.empty(), List.of(), java.util.Optional.empty()));
    }

    private static List<String> shadows(String rules) {
        return Analysis.of(ruleset(rules)).shadows().stream()
                .map(Shadow::describe)
                .toList();
    }

    private static List<String> redundancies(String rules) {
        return Analysis.of(filter(rules)).redundancies().stream()
                .map(Redundancy::describe)
                .toList();
    }
}
