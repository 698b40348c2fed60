package dev.packetwalk.netfilter.walk;

import static dev.packetwalk.netfilter.ConnState.ESTABLISHED;
import static dev.packetwalk.netfilter.ConnState.INVALID;
import static dev.packetwalk.netfilter.ConnState.NEW;
import static dev.packetwalk.netfilter.ConnState.RELATED;
import static dev.packetwalk.netfilter.ConnState.UNTRACKED;
import static dev.packetwalk.netfilter.walk.Rulesets.filter;
import static dev.packetwalk.netfilter.walk.Rulesets.ruleset;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.netfilter.Hook;
import dev.packetwalk.netfilter.Protocol;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnalysisTest {
    private static final PacketSet LOOPBACK = PacketSet.overLoopback();
    private static final PacketSet REPLIES = PacketSet.fromNetwork().withState(ESTABLISHED, RELATED);
    private static final PacketSet STRANGERS = PacketSet.fromNetwork().withState(NEW, INVALID);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INPUT ACCEPT;-A INPUT -i lo -j ACCEPT;-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT;-A INPUT -j DROP",
                "INPUT DROP;-A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT;-A INPUT -i lo -j ACCEPT",
                "INPUT ACCEPT;-A INPUT ! -i lo -m conntrack ! --ctstate RELATED,ESTABLISHED -j DROP",
                "INPUT ACCEPT;-A INPUT ! -i lo -m conntrack --ctstate INVALID,NEW -j DROP",
                "INPUT DROP;-A INPUT -i lo -j ACCEPT;-A INPUT -m conntrack --ctstate RELATED -j ACCEPT;-A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT",
                "INPUT DROP;:ok -;-A INPUT -j ok;-A ok -i lo -j ACCEPT;-A ok -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
                "INPUT DROP;:ok -;-A INPUT -g ok;-A ok -i lo -j ACCEPT;-A ok -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
                "INPUT DROP;-A INPUT -i lo -j ACCEPT;-A INPUT -m limit --limit 1/sec -j LOG;-A INPUT -p tcp -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT;-A INPUT ! -p tcp -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
                "INPUT ACCEPT;-A INPUT -i lo -j ACCEPT;-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT;-A INPUT -p tcp -j DROP;-A INPUT ! -p tcp -j DROP",
                "INPUT ACCEPT;-A INPUT -i lo -j ACCEPT;-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j RETURN;-A INPUT -j DROP"
            })
    void every_way_to_write_the_minimal_firewall_means_the_same(String rules) {
        Analysis analysis = Analysis.of(filter(rules));

        assertThat(analysis.arriving(LOOPBACK))
                .allMatch(Outcome::certain)
                .extracting(Outcome::verdict)
                .containsOnly(Verdict.ACCEPT);
        assertThat(analysis.arriving(REPLIES))
                .allMatch(Outcome::certain)
                .extracting(Outcome::verdict)
                .containsOnly(Verdict.ACCEPT);
        assertThat(analysis.arriving(STRANGERS))
                .allMatch(Outcome::certain)
                .extracting(Outcome::verdict)
                .containsOnly(Verdict.DROP);
    }

    @Test
    void a_drop_before_the_accepts_decides_about_everything() {
        Analysis analysis = Analysis.of(
                filter(
                        "INPUT ACCEPT;-A INPUT -j DROP;-A INPUT -i lo -j ACCEPT;-A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT"));

        assertThat(analysis.arriving(LOOPBACK)).singleElement().satisfies(outcome -> {
            assertThat(outcome.verdict()).isEqualTo(Verdict.DROP);
            assertThat(outcome.because()).isEqualTo("rule 1 of INPUT drops it: -A INPUT -j DROP");
            assertThat(outcome.example().in()).isEqualTo("lo");
        });
        assertThat(analysis.shadows())
                .extracting(Shadow::describe)
                .containsExactly(
                        "rule 2 of INPUT is never reached: rule 1 (-A INPUT -j DROP) takes every packet that it would match",
                        "rule 3 of INPUT is never reached: rule 1 (-A INPUT -j DROP) takes every packet that it would match");
    }

    @Test
    void a_hole_is_found_and_shown_with_an_example_and_the_rule_that_opens_it() {
        Analysis analysis = Analysis.of(
                filter("INPUT DROP;-A INPUT -i lo -j ACCEPT;-A INPUT -p udp -m udp --dport 4711 -j ACCEPT"));

        List<Outcome> outcomes = analysis.arriving(STRANGERS);

        assertThat(outcomes)
                .filteredOn(outcome -> outcome.verdict() == Verdict.ACCEPT)
                .singleElement()
                .satisfies(open -> {
                    assertThat(open.decidedBy().describe())
                            .isEqualTo("rule 2 of INPUT: -A INPUT -p udp -m udp --dport 4711 -j ACCEPT");
                    assertThat(open.example().protocol()).isEqualTo(Protocol.UDP);
                    assertThat(open.example().toString()).contains("dport=4711").contains("in=eth0");
                });
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.verdict() == Verdict.DROP)
                .singleElement()
                .satisfies(closed ->
                        assertThat(closed.because()).isEqualTo("no rule of INPUT decides, and its policy is DROP"));
    }

    @Test
    void outcomes_cover_the_whole_set_without_overlap_when_all_is_known() {
        List<Outcome> outcomes = Analysis.of(
                        filter(
                                "INPUT DROP;-A INPUT -s 10.0.0.0/8 -p tcp -m tcp --dport 22 -j ACCEPT;-A INPUT -p icmp -j REJECT;-A INPUT ! -s 10.1.0.0/16 -j ACCEPT"))
                .arriving(STRANGERS);

        PacketSet rest = STRANGERS;
        for (Outcome outcome : outcomes) {
            assertThat(rest.containsAll(outcome.packets())).isTrue();
            rest = rest.subtract(outcome.packets());
        }
        assertThat(rest.isEmpty()).isTrue();
    }

    @Test
    void a_rule_that_needs_more_than_the_packet_leaves_both_ways_open_and_is_named() {
        List<Outcome> outcomes = Analysis.of(filter("INPUT DROP;-A INPUT -m limit --limit 5/sec -j ACCEPT"))
                .arriving(STRANGERS);

        assertThat(outcomes).extracting(Outcome::verdict).containsExactlyInAnyOrder(Verdict.ACCEPT, Verdict.DROP);
        assertThat(outcomes).allSatisfy(outcome -> {
            assertThat(outcome.certain()).isFalse();
            assertThat(outcome.dependsOn())
                    .singleElement()
                    .extracting(RuleAt::number)
                    .isEqualTo(1);
            assertThat(outcome.because())
                    .contains("that depends on rule 1 of INPUT: -A INPUT -m limit --limit 5/sec -j ACCEPT");
        });
    }

    @Test
    void logging_with_a_limit_matters_to_nothing() {
        assertThat(Analysis.of(filter("INPUT DROP;-A INPUT -m limit --limit 5/sec -j LOG"))
                        .arriving(STRANGERS))
                .singleElement()
                .matches(Outcome::certain);
    }

    @Test
    void an_unknown_target_leaves_it_undecided() {
        List<Outcome> outcomes = Analysis.of(filter("INPUT DROP;-A INPUT -p tcp -j NFQUEUE --queue-num 1"))
                .arriving(STRANGERS);

        assertThat(outcomes).extracting(Outcome::verdict).contains(Verdict.UNDECIDED, Verdict.DROP);
    }

    @Test
    void reject_is_its_own_verdict() {
        assertThat(Analysis.of(filter("INPUT ACCEPT;-A INPUT -j REJECT --reject-with icmp-port-unreachable"))
                        .arriving(STRANGERS))
                .singleElement()
                .extracting(Outcome::verdict)
                .isEqualTo(Verdict.REJECT);
    }

    @Test
    void a_drop_in_raw_prerouting_counts() {
        Ruleset ruleset =
                ruleset("*raw;:PREROUTING ACCEPT;-A PREROUTING -p icmp -j DROP;COMMIT;*filter;:INPUT ACCEPT;COMMIT");

        assertThat(Analysis.of(ruleset).arriving(LOOPBACK))
                .extracting(Outcome::verdict)
                .containsExactlyInAnyOrder(Verdict.ACCEPT, Verdict.DROP);
        assertThat(Analysis.of(ruleset).at(Hook.INPUT, LOOPBACK))
                .extracting(Outcome::verdict)
                .containsOnly(Verdict.ACCEPT);
    }

    @Test
    void an_accept_in_raw_or_mangle_ends_only_that_chain() {
        Ruleset ruleset = ruleset(
                "*raw;:PREROUTING ACCEPT;-A PREROUTING -j ACCEPT;COMMIT;*mangle;:INPUT ACCEPT;-A INPUT -j ACCEPT;COMMIT;*filter;:INPUT DROP;COMMIT");

        assertThat(Analysis.of(ruleset).arriving(LOOPBACK))
                .singleElement()
                .satisfies(outcome ->
                        assertThat(outcome.because()).isEqualTo("no rule of INPUT decides, and its policy is DROP"));
    }

    @Test
    void notrack_turns_packets_from_the_network_untracked() {
        Ruleset ruleset = ruleset(
                "*raw;:PREROUTING ACCEPT;-A PREROUTING -p udp -j CT --notrack;COMMIT;*filter;:INPUT ACCEPT;-A INPUT -m conntrack --ctstate UNTRACKED -j DROP;COMMIT");
        Analysis analysis = Analysis.of(ruleset);

        assertThat(analysis.canBeUntracked()).isTrue();
        assertThat(analysis.arriving(REPLIES.withProtocol(Protocol.UDP)))
                .singleElement()
                .satisfies(outcome -> {
                    assertThat(outcome.verdict()).isEqualTo(Verdict.DROP);
                    assertThat(outcome.example().state()).isEqualTo(UNTRACKED);
                });
        assertThat(analysis.arriving(REPLIES.withProtocol(Protocol.TCP)))
                .extracting(Outcome::verdict)
                .containsOnly(Verdict.ACCEPT);
        assertThat(Analysis.of(Ruleset.EMPTY).canBeUntracked()).isFalse();
    }

    @Test
    void before_conntrack_every_packet_from_the_network_is_invalid() {
        Ruleset ruleset =
                ruleset("*raw;:PREROUTING ACCEPT;-A PREROUTING -m conntrack --ctstate INVALID -j DROP;COMMIT");

        assertThat(Analysis.of(ruleset).arriving(REPLIES))
                .extracting(Outcome::verdict)
                .containsOnly(Verdict.DROP);
        assertThat(Analysis.of(ruleset).arriving(LOOPBACK.withState(NEW)))
                .extracting(Outcome::verdict)
                .containsOnly(Verdict.ACCEPT);
    }

    @Test
    void a_packet_exempted_from_tracking_is_untracked_from_that_rule_on() {
        Ruleset ruleset = ruleset(
                "*raw;:PREROUTING ACCEPT;-A PREROUTING -p udp -j NOTRACK;-A PREROUTING -m conntrack --ctstate UNTRACKED -j DROP;COMMIT");

        assertThat(Analysis.of(ruleset).arriving(REPLIES.withProtocol(Protocol.UDP)))
                .extracting(Outcome::verdict)
                .containsOnly(Verdict.DROP);
        assertThat(Analysis.of(ruleset).arriving(REPLIES.withProtocol(Protocol.TCP)))
                .extracting(Outcome::verdict)
                .containsOnly(Verdict.ACCEPT);
    }

    @Test
    void marks_set_earlier_are_seen_later() {
        Ruleset ruleset = ruleset(
                "*mangle;:PREROUTING ACCEPT;-A PREROUTING -p tcp -j MARK --set-xmark 0x5/0xffffffff;COMMIT;*filter;:INPUT DROP;-A INPUT -m mark --mark 0x4/0x4 -j ACCEPT;COMMIT");

        assertThat(Analysis.of(ruleset).arriving(STRANGERS.withProtocol(Protocol.TCP)))
                .singleElement()
                .extracting(Outcome::verdict)
                .isEqualTo(Verdict.ACCEPT);
        assertThat(Analysis.of(ruleset).arriving(STRANGERS.withProtocol(Protocol.UDP)))
                .singleElement()
                .extracting(Outcome::verdict)
                .isEqualTo(Verdict.DROP);
    }

    @Test
    void a_mark_restored_from_the_flow_is_not_guessed() {
        Ruleset ruleset = ruleset(
                "*mangle;:PREROUTING ACCEPT;-A PREROUTING -j CONNMARK --restore-mark;COMMIT;*filter;:INPUT DROP;-A INPUT -m mark --mark 0x4 -j ACCEPT;COMMIT");

        assertThat(Analysis.of(ruleset).arriving(STRANGERS)).noneMatch(Outcome::certain);
    }

    @Test
    void a_redirect_shows_the_filter_the_new_port() {
        Ruleset ruleset = ruleset(
                "*nat;:PREROUTING ACCEPT;-A PREROUTING -p tcp -m tcp --dport 8080 -j REDIRECT --to-ports 80;COMMIT;*filter;:INPUT DROP;-A INPUT -p tcp -m tcp --dport 80 -j ACCEPT;COMMIT");

        assertThat(Analysis.of(ruleset)
                        .arriving(STRANGERS
                                .withState(NEW)
                                .withProtocol(Protocol.TCP)
                                .withDestinationPort(8080)))
                .singleElement()
                .extracting(Outcome::verdict)
                .isEqualTo(Verdict.ACCEPT);
    }

    @Test
    void a_goto_from_a_called_chain_comes_back_behind_the_caller() {
        Analysis analysis = Analysis.of(
                filter(
                        "INPUT ACCEPT;:a -;:b -;-A INPUT -j a;-A INPUT -j DROP;-A a -g b;-A a -j ACCEPT;-A b -p tcp -j REJECT"));

        assertThat(analysis.arriving(STRANGERS))
                .extracting(Outcome::verdict)
                .containsExactlyInAnyOrder(Verdict.REJECT, Verdict.DROP);
        assertThat(analysis.arriving(STRANGERS.withProtocol(Protocol.TCP)))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.path())
                        .extracting(RuleAt::describe)
                        .containsExactly("rule 1 of INPUT: -A INPUT -j a", "rule 1 of a: -A a -g b"));
    }

    @Test
    void an_interface_that_no_rule_names_is_thought_of() {
        Analysis analysis = Analysis.of(filter("INPUT ACCEPT;-A INPUT -i eth0 -j DROP"));

        assertThat(analysis.arriving(STRANGERS))
                .filteredOn(outcome -> outcome.verdict() == Verdict.ACCEPT)
                .singleElement()
                .satisfies(open -> assertThat(open.example().in()).isNotIn("eth0", "lo", ""));
    }

    @Test
    void an_empty_ruleset_accepts_because_nothing_decides() {
        assertThat(Analysis.of(Ruleset.EMPTY).arriving(STRANGERS))
                .singleElement()
                .satisfies(outcome -> {
                    assertThat(outcome.verdict()).isEqualTo(Verdict.ACCEPT);
                    assertThat(outcome.decidedBy()).isEqualTo(new NothingDecides(Hook.INPUT));
                });
    }

    @Test
    void more_cases_than_the_budget_are_undecided_and_not_endless() {
        StringBuilder rules = new StringBuilder("INPUT DROP");
        for (int i = 0; i < 200; i++) {
            rules.append(";-A INPUT -s 10.%d.0.0/16 -d 10.0.%d.0/24 -p tcp -m tcp --sport %d --dport %d -j ACCEPT"
                    .formatted(i, i, i + 1, i + 300));
        }
        assertThat(Analysis.of(filter(rules.toString()), new Budget(500)).arriving(STRANGERS))
                .extracting(Outcome::verdict)
                .contains(Verdict.UNDECIDED);
    }

    @Test
    void several_rules_together_can_shadow_one() {
        assertThat(Analysis.of(
                                filter(
                                        "INPUT ACCEPT;-A INPUT -p tcp -j ACCEPT;-A INPUT ! -p tcp -j DROP;-A INPUT -i lo -j ACCEPT"))
                        .shadows())
                .singleElement()
                .satisfies(shadow ->
                        assertThat(shadow.takenBy()).extracting(RuleAt::number).containsExactly(1, 2));
    }

    @Test
    void a_rule_that_can_match_nothing_is_told() {
        assertThat(Analysis.of(filter("INPUT ACCEPT;-A INPUT -o eth0 -j DROP")).shadows())
                .singleElement()
                .extracting(Shadow::describe)
                .isEqualTo("rule 1 of INPUT can't match any packet: -A INPUT -o eth0 -j DROP");
    }

    @Test
    void a_rule_behind_a_limit_is_not_shadowed() {
        assertThat(Analysis.of(filter("INPUT ACCEPT;-A INPUT -m limit --limit 1/sec -j DROP;-A INPUT -i lo -j ACCEPT"))
                        .shadows())
                .isEmpty();
    }
}
