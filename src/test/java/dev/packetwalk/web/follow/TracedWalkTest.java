package dev.packetwalk.web.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Policy;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Side;
import dev.packetwalk.netfilter.TcpHeader;
import dev.packetwalk.netfilter.Verdict;
import dev.packetwalk.netfilter.text.IptablesSave;
import dev.packetwalk.netfilter.walk.Step;
import dev.packetwalk.netfilter.walk.Walk;
import dev.packetwalk.sandbox.TraceMessage;
import dev.packetwalk.sandbox.TraceMessage.Event;
import dev.packetwalk.sandbox.TraceMessage.Seen;
import dev.packetwalk.sandbox.TraceMessage.Then;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TracedWalkTest {
    private static final Ruleset RULES = IptablesSave.parse("""
                    *nat
                    :PREROUTING ACCEPT [0:0]
                    :DOCKER - [0:0]
                    -A PREROUTING -j DOCKER
                    -A DOCKER -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80
                    COMMIT
                    *filter
                    :INPUT DROP [0:0]
                    :FORWARD DROP [0:0]
                    -A INPUT -p tcp -m tcp --dport 113 -j REJECT --reject-with tcp-reset
                    -A FORWARD -d 172.17.0.2/32 -j ACCEPT
                    COMMIT
                    """).value();
    private static final Packet SYN = new Packet(
            "eth0",
            "",
            Address.of("10.77.0.2"),
            Address.of("10.77.0.3"),
            new TcpHeader(61_800, 8080, 2),
            ConnState.NEW,
            0);
    private static final Packet REWRITTEN =
            SYN.withDestination(Address.of("172.17.0.2")).withPort(Side.DESTINATION, 80);

    private final List<TraceMessage> trace = new ArrayList<>();

    @Test
    void a_rewritten_packet_is_told_as_it_is_behind_the_rule_that_rewrites_it() {
        marker("start-prerouting", SYN, null);
        matched("nat", "PREROUTING", 1, Then.JUMP, SYN);
        matched("nat", "DOCKER", 1, Then.ACCEPT, null);
        marker("end-prerouting", REWRITTEN, ConnState.NEW);
        matched("filter", "FORWARD", 1, Then.ACCEPT, REWRITTEN.between("eth0", "docker0"));
        marker("end-forward", REWRITTEN.between("eth0", "docker0"), ConnState.NEW);
        marker("end-postrouting", REWRITTEN.between("eth0", "docker0"), ConnState.NEW);

        Walk walk = walk();

        assertThat(told(walk))
                .containsExactly(
                        "PREROUTING connection tracking: new",
                        "PREROUTING rule 1 of nat PREROUTING",
                        "PREROUTING rule 1 of nat DOCKER",
                        "PREROUTING the routing decision: 172.17.0.2 is reached through docker0",
                        "FORWARD rule 1 of FORWARD");
        assertThat(walk.steps().get(1).packet().destination()).isEqualTo(SYN.destination());
        assertThat(walk.steps().get(2).packet().destination()).isEqualTo(REWRITTEN.destination());
        assertThat(walk.verdict()).isEqualTo(Verdict.ACCEPT);
        assertThat(walk.decidedBy().describe()).startsWith("rule 1 of FORWARD");
    }

    @Test
    void a_reject_is_told_from_a_drop_by_the_rule() {
        marker("start-prerouting", SYN, null);
        marker("end-prerouting", SYN, ConnState.NEW);
        matched("filter", "INPUT", 1, Then.DROP, SYN);
        assertThat(walk().verdict()).isEqualTo(Verdict.REJECT);
    }

    @Test
    void a_policy_ends_a_packet() {
        marker("start-prerouting", SYN, null);
        marker("end-prerouting", SYN, ConnState.NEW);
        add("filter", "INPUT", new Event.ChainEnded(), Optional.of(new Seen(SYN, Optional.of(ConnState.NEW))));
        add("filter", "INPUT", new Event.Decided(Policy.DROP), Optional.empty());
        Walk walk = walk();
        assertThat(walk.verdict()).isEqualTo(Verdict.DROP);
        assertThat(walk.decidedBy().describe()).isEqualTo("the policy of INPUT (DROP)");
    }

    @Test
    void what_routing_leads_nowhere_ends_there() {
        marker("start-prerouting", SYN, null);
        marker("end-prerouting", SYN, ConnState.NEW);
        assertThat(TracedWalk.of(RULES, false, trace).orElseThrow().decidedBy().describe())
                .isEqualTo("the routing decision: 10.77.0.3 is another host, and forwarding is off");
    }

    @Test
    void a_packet_that_sets_out_later_is_another() {
        marker("start-prerouting", SYN, null);
        marker("end-prerouting", SYN, ConnState.NEW);
        marker("end-input", SYN, ConnState.NEW);
        marker("start-prerouting", SYN, null);
        matched("filter", "INPUT", 1, Then.DROP, SYN);
        assertThat(walk().verdict()).isEqualTo(Verdict.ACCEPT);
    }

    @Test
    void a_trace_of_other_rules_is_none() {
        assertThat(TracedWalk.of(RULES, true, trace)).isEmpty();
        marker("start-prerouting", SYN, null);
        matched("filter", "INPUT", 9, Then.DROP, SYN);
        assertThat(TracedWalk.of(RULES, true, trace)).isEmpty();
    }

    private Walk walk() {
        return TracedWalk.of(RULES, true, trace).orElseThrow();
    }

    private static List<String> told(Walk walk) {
        return walk.steps().stream().map(TracedWalkTest::told).toList();
    }

    private static String told(Step step) {
        String words = step.at().describe();
        int text = words.indexOf(": -A");
        return step.hook() + " " + (text < 0 ? words : words.substring(0, text));
    }

    private void marker(String chain, Packet packet, @org.jspecify.annotations.Nullable ConnState state) {
        Event event = chain.startsWith("start") ? new Event.Matched(0, Then.CONTINUE) : new Event.ChainEnded();
        trace.add(new TraceMessage(
                Family.INET,
                TraceMessage.MARKER_TABLE,
                chain,
                event,
                0,
                Optional.of(new Seen(packet, Optional.ofNullable(state)))));
    }

    private void matched(
            String table, String chain, int number, Then then, @org.jspecify.annotations.Nullable Packet packet) {
        add(
                table,
                chain,
                new Event.Matched(number, then),
                Optional.ofNullable(packet).map(p -> new Seen(p, Optional.of(ConnState.NEW))));
    }

    private void add(String table, String chain, Event event, Optional<Seen> seen) {
        trace.add(new TraceMessage(Family.IP, table, chain, event, 0, seen));
    }
}
