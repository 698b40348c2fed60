package dev.packetwalk.web.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.sandbox.RulesetSnapshot;
import dev.packetwalk.sandbox.Topology;
import dev.packetwalk.web.follow.Said.Sentence;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentTest {
    private static final WorldView DOCKER_HOST = WorldView.of(new Topology(
            "docker-host",
            true,
            List.of(new Topology.Host("shop", Topology.Place.BEHIND, "172.17.0.2/16", List.of())),
            ""));
    private static final String DOCKER = """
            *nat
            :PREROUTING ACCEPT [0:0]
            :OUTPUT ACCEPT [0:0]
            :POSTROUTING ACCEPT [0:0]
            :DOCKER - [0:0]
            [3:180] -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
            [0:0] -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE
            [0:0] -A DOCKER -i docker0 -j RETURN
            [3:180] -A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80
            COMMIT
            *filter
            :INPUT DROP [0:0]
            :FORWARD DROP [0:0]
            :OUTPUT ACCEPT [0:0]
            :USER - [0:0]
            -A INPUT -i lo -j ACCEPT
            -A INPUT -p icmp -j ACCEPT
            -A FORWARD -j USER
            -A FORWARD -d 172.17.0.2/32 -o docker0 -p tcp -m tcp --dport 80 -j ACCEPT
            -A FORWARD -i docker0 ! -o docker0 -j ACCEPT
            -A USER -p udp -j DROP
            -A USER -j RETURN
            COMMIT
            """;

    @Test
    void a_packet_to_a_published_port_is_told_with_every_rule_that_it_meets() {
        WalkView walk = walk(DOCKER, new PacketRequest("internet", "box", "tcp", 8080, "SYN"));
        assertThat(told(walk))
                .containsExactly(
                        "TRACKING GOES_ON",
                        "nat PREROUTING 1 CALLS",
                        "nat DOCKER 1 PASSES",
                        "nat DOCKER 2 REWRITES",
                        "ROUTING GOES_ON",
                        "filter FORWARD 1 CALLS",
                        "filter USER 1 PASSES",
                        "filter USER 2 RETURNS",
                        "filter FORWARD 2 ACCEPTS",
                        "nat POSTROUTING 1 PASSES",
                        "nat POSTROUTING policy ACCEPTS",
                        "DELIVERY ACCEPTS");
        assertThat(walk.verdict()).isEqualTo("accept");
        assertThat(walk.to()).isEqualTo("shop");
        assertThat(walk.decidedAt()).isEqualTo(8);
        assertThat(walk.packet().destination()).isEqualTo("10.77.0.3");
        assertThat(walk.packet().state()).isNull();
        assertThat(walk.steps().get(3).packet())
                .extracting(PacketView::destination, PacketView::destinationPort, PacketView::state)
                .containsExactly("172.17.0.2", "80", "NEW");
    }

    @Test
    void a_rule_that_does_not_match_says_which_condition_does_not_hold() {
        WalkView walk = walk(DOCKER, new PacketRequest("internet", "box", "tcp", 8080, "SYN"));
        assertThat(walk.steps().get(2).because()).isEqualTo(Sentence.NOT_MET_IN.with("-i docker0", "eth0"));
        assertThat(walk.steps().get(6).because()).isEqualTo(Sentence.NOT_MET_PROTOCOL.with("-p udp", "tcp"));
        assertThat(walk.steps().get(9).because())
                .isEqualTo(Sentence.NOT_MET_SOURCE.with("-s 172.17.0.0/16", "10.77.0.2"));
    }

    @Test
    void a_condition_of_a_module_is_named_as_well() {
        WalkView walk = walk(DOCKER, new PacketRequest("internet", "box", "tcp", 23, "SYN"));
        assertThat(walk.steps().get(3).because())
                .isEqualTo(Sentence.NOT_MET_DESTINATION_PORT.with("-m tcp --dport 8080", 23));
        assertThat(told(walk)).endsWith("filter INPUT 1 PASSES", "filter INPUT 2 PASSES", "filter INPUT policy DROPS");
        assertThat(walk.decidedAt()).isEqualTo(walk.steps().size() - 1);
        assertThat(walk.to()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-i lo | NOT_MET_IN | eth0",
                "! -i eth0 | NOT_MET_IN | eth0",
                "-d 10.77.0.9/32 | NOT_MET_DESTINATION | 10.77.0.3",
                "-m conntrack --ctstate RELATED,ESTABLISHED | NOT_MET_STATE | NEW",
                "-m state --state INVALID | NOT_MET_STATE | NEW",
                "-p tcp -m tcp --sport 22 | NOT_MET_SOURCE_PORT | 40112",
                "-p tcp -m tcp ! --dport 22 | NOT_MET_DESTINATION_PORT | 22",
                "-p tcp -m multiport --dports 80,443 | NOT_MET_DESTINATION_PORT | 22",
                "-p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK ACK | NOT_MET_FLAGS | SYN",
                "-p icmp -m icmp --icmp-type 8 | NOT_MET_PROTOCOL | tcp",
                "-m mark --mark 0x1 | NOT_MET |",
            })
    void a_rule_that_does_not_match_says_how_the_packet_is_instead(
            String condition, Sentence sentence, @Nullable String fact) {
        String rules = "*filter\n:INPUT ACCEPT [0:0]\n-A INPUT " + condition + " -j DROP\nCOMMIT\n";
        Said because = walk(rules, new PacketRequest("internet", "box", "tcp", 22, "SYN"))
                .steps()
                .get(2)
                .because();
        assertThat(because).isNotNull();
        assertThat(because.key()).isEqualTo(sentence);
        assertThat(because.values().values()).contains(Objects.requireNonNullElse(fact, condition));
    }

    @Test
    void a_packet_of_the_box_did_not_come_in_anywhere() {
        String rules = "*filter\n:OUTPUT ACCEPT [0:0]\n-A OUTPUT -o lo -j DROP\nCOMMIT\n";
        WalkView walk = walk(rules, new PacketRequest("box", "internet", "udp", 53, null));
        assertThat(walk.steps().get(2).because()).isEqualTo(Sentence.NOT_MET_OUT.with("-o lo", "eth0"));
    }

    @Test
    void a_called_chain_in_which_nothing_matches_is_told_to_its_end() {
        String rules = DOCKER.replace("-A USER -j RETURN\n", "-A USER -p icmp -j DROP\n");
        WalkView walk = walk(rules, new PacketRequest("internet", "box", "tcp", 8080, "SYN"));
        assertThat(told(walk))
                .containsSubsequence(
                        "filter FORWARD 1 CALLS",
                        "filter USER 1 PASSES",
                        "filter USER 2 PASSES",
                        "filter FORWARD 2 ACCEPTS");
    }

    @Test
    void a_packet_of_the_box_begins_with_the_routing_decision_and_ends_at_a_host() {
        WalkView walk = walk(DOCKER, new PacketRequest("box", "internet", "udp", 53, null));
        assertThat(told(walk)).startsWith("ROUTING GOES_ON", "TRACKING GOES_ON").endsWith("DELIVERY ACCEPTS");
        assertThat(walk.to()).isEqualTo("internet");
        assertThat(walk.from()).isEqualTo("box");
    }

    @Test
    void a_container_that_goes_out_gets_the_address_of_the_box() {
        WalkView walk = walk(DOCKER, new PacketRequest("shop", "internet", "tcp", 80, "SYN"));
        assertThat(walk.steps().getLast().packet().source()).isEqualTo("10.77.0.3");
        assertThat(told(walk)).contains("nat POSTROUTING 1 REWRITES");
    }

    @Test
    void thousands_of_rules_that_do_not_match_are_one_step() {
        String many = IntStream.rangeClosed(1, 5000)
                .mapToObj(port -> "-A INPUT -p udp -m udp --dport " + port + " -j ACCEPT\n")
                .collect(Collectors.joining("", "*filter\n:INPUT DROP [0:0]\n", "COMMIT\n"));
        WalkView walk = walk(many, new PacketRequest("internet", "box", "tcp", 22, "SYN"));
        assertThat(walk.steps()).hasSize(4);
        assertThat(walk.steps().get(2))
                .extracting(StepView::rule, StepView::last, StepView::outcome)
                .containsExactly(1, 5000, StepView.Outcome.PASSES);
    }

    @Test
    void what_can_not_be_told_is_said_and_the_rules_that_it_hangs_on() {
        String rules = "*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -m limit --limit 1/sec -j DROP\nCOMMIT\n";
        WalkView walk = walk(rules, new PacketRequest("internet", "box", "icmp", 0, null));
        assertThat(walk.verdict()).isEqualTo("undecided");
        assertThat(walk.dependsOn())
                .containsExactly(
                        Sentence.RULE_IN_PLACE.with(1, "filter INPUT", "-A INPUT -m limit --limit 1/sec -j DROP"));
        assertThat(told(walk)).contains("filter INPUT 1 UNKNOWN");
    }

    @Test
    void a_packet_that_passes_the_box_by_or_that_is_none_is_refused() {
        assertThat(refused(new PacketRequest("internet", "internet", "tcp", 22, "SYN")))
                .isTrue();
        assertThat(refused(new PacketRequest("nobody", "box", "tcp", 22, "SYN")))
                .isTrue();
        assertThat(refused(new PacketRequest("internet", "box", "tcp", 0, "SYN")))
                .isTrue();
        assertThat(refused(new PacketRequest("internet", "box", "sctp", 9, null)))
                .isTrue();
        assertThat(refused(new PacketRequest(null, "box", "icmp", 0, null))).isTrue();
    }

    private static boolean refused(PacketRequest request) {
        return request.in(DOCKER_HOST) instanceof PacketRequest.Reading.Refused;
    }

    private static WalkView walk(String rules, PacketRequest request) {
        return switch (request.in(DOCKER_HOST)) {
            case PacketRequest.Reading.Refused(var problem) -> throw new AssertionError("refused: " + problem);
            case PacketRequest.Reading.Sendable sendable -> {
                Moment moment = Moment.of(DOCKER_HOST, new RulesetSnapshot(1, rules, ""), "");
                yield moment.viewOfPredicted(moment.predicted(sendable.packet()));
            }
        };
    }

    private static List<String> told(WalkView walk) {
        return walk.steps().stream()
                .map(step -> (step.table() == null
                                ? step.kind().name()
                                : step.table() + " " + step.chain() + " "
                                        + (step.rule() == null ? "policy" : step.rule()))
                        + " " + step.outcome())
                .toList();
    }
}
