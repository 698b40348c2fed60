package dev.packetwalk.netfilter.walk;

import static dev.packetwalk.netfilter.walk.Machines.packet;
import static dev.packetwalk.netfilter.walk.Machines.path;
import static dev.packetwalk.netfilter.walk.Machines.router;
import static dev.packetwalk.netfilter.walk.Machines.server;
import static dev.packetwalk.netfilter.walk.Machines.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Verdict;
import dev.packetwalk.netfilter.text.NftListing;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a walk says of itself: the deciding rule, the way, what it depends on, what was not reached, the answer. */
class ReasonsOnTheWayTest {
    private static final Packet KNOCK = tcp("in=eth0", "198.51.100.7:40000", "203.0.113.1:22", "SYN");

    private static String input(String rules) {
        return "*filter;:INPUT ACCEPT;:A -;:B -;" + rules + ";COMMIT";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -A INPUT -j A;-A A -j RETURN;-A A -j DROP;-A INPUT -j DROP | rule 2 of INPUT drops it: -A INPUT -j DROP
            -A INPUT -j A;-A INPUT -j DROP;-A A -j ACCEPT           | rule 1 of A accepts it: -A A -j ACCEPT
            -A INPUT -g A;-A INPUT -j DROP                          | no rule of INPUT decides, and its policy is ACCEPT
            -A INPUT -j A;-A A -g B;-A A -j DROP;-A INPUT -j REJECT  | rule 2 of INPUT rejects it: -A INPUT -j REJECT
            -A INPUT -j A;-A A -g B;-A B -j DROP                    | rule 1 of B drops it: -A B -j DROP
            -A INPUT -j RETURN;-A INPUT -j DROP                     | no rule of INPUT decides, and its policy is ACCEPT
            -A INPUT -p tcp;-A INPUT -j LOG;-A INPUT -j DROP        | rule 3 of INPUT drops it: -A INPUT -j DROP
            -A INPUT -j NFQUEUE --queue-num 1                       | rule 1 of INPUT is where it can't be told: -A INPUT -j NFQUEUE --queue-num 1
            -A INPUT -j A;-A A -j B;-A B -j A                       | rule 1 of B is where it can't be told: -A B -j A
            -A INPUT -j A;-A A -j A                                 | rule 1 of A is where it can't be told: -A A -j A
            """)
    void the_deciding_rule_is_named_in_its_own_text(String rules, String because) {
        assertThat(server(input(rules)).walk(KNOCK).because()).isEqualTo(because);
    }

    @Test
    void each_step_says_in_words_what_happens() {
        String rules = input(
                "-A INPUT -p tcp;-A INPUT -j LOG;-A INPUT -j A;-A A -j RETURN;-A INPUT -g B;-A B -j REJECT --reject-with tcp-reset");

        assertThat(server(rules).walk(KNOCK).steps().stream().map(Step::describe))
                .containsExactly(
                        "connection tracking: new",
                        "the routing decision: 203.0.113.1 is this host",
                        "rule 1 of INPUT counts it: -A INPUT -p tcp",
                        "rule 2 of INPUT passes it through LOG: -A INPUT -j LOG",
                        "rule 3 of INPUT sends it through A: -A INPUT -j A",
                        "rule 1 of A sends it back to the calling chain: -A A -j RETURN",
                        "rule 4 of INPUT sends it on to B: -A INPUT -g B",
                        "rule 1 of B rejects it with tcp-reset: -A B -j REJECT --reject-with tcp-reset");
    }

    @Test
    void rules_that_the_packet_was_taken_away_from_are_named_with_the_rule_that_took_it() {
        String rules = input("-A INPUT -j A;-A INPUT -p tcp -j ACCEPT;-A INPUT -p udp -j ACCEPT;"
                + "-A A -j B;-A A -j LOG;-A B -j RETURN;-A B -j LOG;-A A -j DROP;-A A -m limit --limit 1/s -j LOG");
        Walk walk = server(rules).walk(KNOCK);

        assertThat(walk.unreached().stream().map(Unreached::describe))
                .containsExactly(
                        "rule 2 of B: -A B -j LOG is not reached, because of rule 1 of B: -A B -j RETURN",
                        "rule 4 of A: -A A -m limit --limit 1/s -j LOG is not reached, because of rule 3 of A: -A A -j DROP",
                        "rule 2 of INPUT: -A INPUT -p tcp -j ACCEPT is not reached, because of rule 3 of A: -A A -j DROP",
                        "rule 3 of INPUT: -A INPUT -p udp -j ACCEPT is not reached, because of rule 3 of A: -A A -j DROP");
        assertThat(walk.unreached().stream().map(Unreached::wouldMatch)).containsExactly(true, false, true, false);
    }

    @Test
    void the_verdict_depends_on_the_rules_that_change_it_and_on_no_others() {
        String rules =
                input("-A INPUT -m limit --limit 1/s -j A;-A INPUT -m owner --uid-owner 0 -j ACCEPT;-A INPUT -j DROP");
        Walk walk = server(rules).walk(KNOCK);

        assertThat(walk.verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(walk.dependsOn()).extracting(RuleAt::number).containsExactly(2);
        assertThat(walk.because())
                .isEqualTo(
                        "rule 3 of INPUT is where it can't be told: -A INPUT -j DROP; that depends on rule 2 of INPUT: "
                                + "-A INPUT -m owner --uid-owner 0 -j ACCEPT");
        assertThat(server(rules).verdict(KNOCK)).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void what_can_not_be_told_but_changes_nothing_is_not_asked() {
        String rules = input("-A INPUT -m limit --limit 1/s -j LOG;-A INPUT -m limit --limit 1/s;-A INPUT -j DROP");

        assertThat(server(rules).walk(KNOCK).dependsOn()).isEmpty();
        assertThat(server(rules).verdict(KNOCK)).isEqualTo(Verdict.DROP);
    }

    @Test
    void rules_that_all_lead_to_the_same_end_leave_it_certain() {
        String rules =
                input("-A INPUT -m limit --limit 1/s -j DROP;-A INPUT -m limit --limit 2/s -j DROP;-A INPUT -j DROP");
        Walk walk = server(rules).walk(KNOCK);

        assertThat(walk.verdict()).isEqualTo(Verdict.DROP);
        assertThat(walk.dependsOn()).isEmpty();
        assertThat(walk.decidedBy())
                .isInstanceOfSatisfying(
                        RuleAt.class, rule -> assertThat(rule.number()).isEqualTo(3));
    }

    @Test
    void too_many_ways_leave_it_open() {
        String rule = ";-A INPUT -m limit --limit 1/s -j MARK --or-mark 1";

        assertThat(server(input("-A INPUT -p tcp" + rule.repeat(6))).verdict(KNOCK))
                .isEqualTo(Verdict.ACCEPT);
        assertThat(server(input("-A INPUT -p tcp" + rule.repeat(9))).verdict(KNOCK))
                .isEqualTo(Verdict.UNDECIDED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            icmp-net-unreachable   | ICMP type 3 code 0
            icmp-host-unreachable  | ICMP type 3 code 1
            icmp-proto-unreachable | ICMP type 3 code 2
            icmp-port-unreachable  | ICMP type 3 code 3
            icmp-net-prohibited    | ICMP type 3 code 9
            icmp-host-prohibited   | ICMP type 3 code 10
            icmp-admin-prohibited  | ICMP type 3 code 13
            tcp-reset              | a TCP reset
            nothing-known          | none
            """)
    void a_rejected_packet_is_answered(String with, String answer) {
        Walk walk =
                server(input("-A INPUT -p tcp -j REJECT --reject-with " + with)).walk(KNOCK);

        assertThat(walk.verdict()).isEqualTo(Verdict.REJECT);
        assertThat(walk.answer().map(Answer::describe).orElse("none")).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            icmp6-no-route         | ICMPv6 type 1 code 0
            icmp6-adm-prohibited   | ICMPv6 type 1 code 1
            icmp6-addr-unreachable | ICMPv6 type 1 code 3
            icmp6-port-unreachable | ICMPv6 type 1 code 4
            icmp6-policy-fail      | ICMPv6 type 1 code 5
            icmp6-reject-route     | ICMPv6 type 1 code 6
            tcp-reset              | a TCP reset
            """)
    void a_rejected_ipv6_packet_is_answered(String with, String answer) {
        String rules =
                "# Generated by ip6tables-save v1.8.9;" + input("-A INPUT -p tcp -j REJECT --reject-with " + with);
        Packet packet = packet("in=eth0 proto=tcp src=2001:db8::9 sport=40000 dst=2001:db8::1 dport=22");

        assertThat(server(rules).walk(packet).answer().map(Answer::describe)).contains(answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            proto=tcp sport=1 dport=2 flags=RST dst=203.0.113.1  | tcp-reset             | none
            proto=tcp sport=1 dport=2 flags=RST dst=203.0.113.1  | icmp-port-unreachable | ICMP type 3 code 3
            proto=udp sport=1 dport=2 dst=203.0.113.1            | tcp-reset             | none
            proto=tcp sport=1 dport=2 dst=203.0.113.255          | tcp-reset             | none
            proto=udp sport=1 dport=2 dst=203.0.113.255          | icmp-port-unreachable | none
            proto=udp sport=1 dport=2 dst=255.255.255.255        | icmp-port-unreachable | none
            proto=udp sport=1 dport=2 dst=224.0.0.1              | icmp-port-unreachable | none
            proto=udp sport=1 dport=2 dst=203.0.113.1 pkttype=broadcast | icmp-port-unreachable | none
            proto=udp sport=1 dport=2 dst=203.0.113.1 pkttype=unicast | icmp-port-unreachable | ICMP type 3 code 3
            proto=udp fragment dst=203.0.113.1                   | icmp-port-unreachable | none
            proto=icmp icmp-type=3/3 dst=203.0.113.1             | icmp-port-unreachable | none
            proto=icmp icmp-type=11/0 dst=203.0.113.1            | icmp-port-unreachable | none
            proto=icmp icmp-type=19/0 dst=203.0.113.1            | icmp-port-unreachable | none
            proto=icmp icmp-type=18/0 dst=203.0.113.1            | icmp-port-unreachable | ICMP type 3 code 3
            proto=icmp icmp-type=8/0 dst=203.0.113.1             | icmp-port-unreachable | ICMP type 3 code 3
            """)
    void no_answer_is_given_that_could_do_harm(String words, String with, String answer) {
        Packet packet = packet("in=eth0 src=198.51.100.7 " + words);
        Walk walk = server(input("-A INPUT -j REJECT --reject-with " + with)).walk(packet);

        assertThat(walk.verdict()).isEqualTo(Verdict.REJECT);
        assertThat(walk.answer().map(Answer::describe).orElse("none")).isEqualTo(answer);
    }

    @Test
    void errors_of_ipv6_are_not_answered_either() {
        String rules = "# Generated by ip6tables-save v1.8.9;"
                + input("-A INPUT -j REJECT --reject-with icmp6-port-unreachable");
        String words = "in=eth0 proto=icmpv6 src=2001:db8::9 dst=2001:db8::1 icmp-type=";

        assertThat(server(rules).walk(packet(words + "1/4")).answer()).isEmpty();
        assertThat(server(rules).walk(packet(words + "128/0")).answer()).isPresent();
    }

    @Test
    void an_uncertain_end_has_no_answer_and_makes_no_flow() {
        Walk walk = server(input("-A INPUT -m limit --limit 1/s -j ACCEPT;-A INPUT -j REJECT"))
                .walk(KNOCK);

        assertThat(walk.verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(walk.answer()).isEmpty();
        assertThat(walk.flow()).isEmpty();
    }

    @Test
    void what_was_accepted_by_a_rule_is_not_said_to_be_by_a_later_policy() {
        String rules = "*filter;:FORWARD ACCEPT;-A FORWARD -p tcp -j ACCEPT;COMMIT;"
                + "*mangle;:POSTROUTING ACCEPT;-A POSTROUTING -j ACCEPT;COMMIT";

        assertThat(router(rules)
                        .walk(tcp("in=lan0", "10.0.0.9:1", "198.51.100.7:2", "SYN"))
                        .because())
                .isEqualTo("rule 1 of FORWARD accepts it: -A FORWARD -p tcp -j ACCEPT");
    }

    @Test
    void a_map_leads_on_by_its_entry_and_is_not_spoken_of_without_one() {
        String listing = """
                table inet fw {
                	chain input {
                		type filter hook input priority filter; policy accept;
                		tcp dport vmap { 22 : jump ssh, 80 : accept }
                		meta mark set 0x7 drop
                	}
                	chain ssh {
                		counter packets 0 bytes 0 return
                	}
                }
                """;
        Walker walker = Walker.of(NftListing.parse(listing).value(), Machines.SERVER, List.of());

        assertThat(path(walker.walk(KNOCK))).endsWith("INPUT fw input 1", "INPUT fw ssh 1", "INPUT fw input 2");
        assertThat(walker.walk(KNOCK).end().mark()).isEqualTo(7);
        assertThat(path(walker.walk(KNOCK.withPort(dev.packetwalk.netfilter.Side.DESTINATION, 443))))
                .endsWith("PREROUTING DELIVER", "INPUT fw input 2");
        assertThat(walker.verdict(KNOCK.withPort(dev.packetwalk.netfilter.Side.DESTINATION, 80)))
                .isEqualTo(Verdict.ACCEPT);
    }

    @Test
    void tables_see_packets_of_their_own_family_only() {
        Packet six = packet("in=eth0 proto=tcp src=2001:db8::9 sport=40000 dst=2001:db8::1 dport=22");

        assertThat(server(input("-A INPUT -j DROP")).verdict(six)).isEqualTo(Verdict.ACCEPT);
        assertThat(server("# Generated by ip6tables-save v1.8.9;" + input("-A INPUT -j DROP"))
                        .verdict(KNOCK))
                .isEqualTo(Verdict.ACCEPT);
    }

    @Test
    void a_state_set_by_a_rule_shows_from_that_step_on() {
        Walk walk = server("*raw;:PREROUTING ACCEPT;-A PREROUTING -j CT --notrack;-A PREROUTING -j CT --notrack;COMMIT")
                .walk(KNOCK);

        assertThat(walk.steps().getFirst().packet().state()).isEqualTo(ConnState.UNTRACKED);
        assertThat(walk.packet().state()).isEqualTo(ConnState.NEW);
        assertThat(walk.steps()).extracting(step -> step.packet().state()).containsOnly(ConnState.UNTRACKED);
    }

    @Test
    void a_broadcast_frame_is_not_passed_on() {
        Packet frame = packet("in=eth0 proto=udp src=198.51.100.7 sport=1 dst=10.0.0.7 dport=2 pkttype=broadcast");

        assertThat(path(router("").walk(frame))).endsWith("PREROUTING FORWARD lan0", "PREROUTING NOT_ADDRESSED");
        assertThat(router("").verdict(frame)).isEqualTo(Verdict.DROP);
        assertThat(router("").verdict(packet(frame.toString().replace("broadcast", "unicast"))))
                .isEqualTo(Verdict.ACCEPT);
    }
}
