package dev.packetwalk.netfilter.walk;

import static dev.packetwalk.netfilter.walk.Machines.packet;
import static dev.packetwalk.netfilter.walk.Machines.ruleset;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.netfilter.Flow;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Verdict;
import dev.packetwalk.netfilter.text.ConntrackListing;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules change about packets and flows beside addresses. */
class MarksOnTheWayTest {
    private static final Packet PACKET =
            packet("in=eth0 proto=tcp src=198.51.100.7 sport=40000 dst=203.0.113.1 dport=80 flags=ACK mark=0x30");

    private static final List<Flow> FLOWS = ConntrackListing.parse(
                    "tcp 6 100 ESTABLISHED src=198.51.100.7 dst=203.0.113.1 "
                            + "sport=40000 dport=80 src=203.0.113.1 dst=198.51.100.7 sport=80 dport=40000 [ASSURED] mark=5 use=1\n")
            .value();

    private static Walk walk(String rules, Packet packet, List<Flow> flows) {
        StringBuilder text = new StringBuilder("*mangle;:PREROUTING ACCEPT");
        for (String rule : rules.split(" ; ", -1)) {
            text.append(";-A PREROUTING ").append(rule);
        }
        return Walker.of(ruleset(text + ";COMMIT"), Machines.SERVER, flows).walk(packet);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -j MARK --set-mark 1                                 | 0x1
            -j MARK --set-xmark 0x1/0xf0                         | 0x1
            -j MARK --or-mark 1                                  | 0x31
            -j MARK --and-mark 0x10                              | 0x10
            -j CONNMARK --restore-mark                           | 0x5
            -j CONNMARK --restore-mark --nfmask 0xf --ctmask 0x4 | 0x34
            -j CONNMARK --set-mark 7 ; -j CONNMARK --restore-mark | 0x7
            -j CONNMARK --or-mark 2 ; -j CONNMARK --restore-mark | 0x7
            -j CONNMARK --save-mark --nfmask 0x10 --ctmask 0x1 ; -j CONNMARK --restore-mark | 0x14
            """)
    void the_packets_mark(String rules, String mark) {
        assertThat(walk(rules, PACKET, FLOWS).end().mark()).isEqualTo(Long.decode(mark));
    }

    @Test
    void a_flow_keeps_its_mark_for_the_next_packet() {
        Walk walk = walk("-j CONNMARK --save-mark", PACKET, FLOWS);

        assertThat(walk.flow().orElseThrow().mark()).isEqualTo(0x30);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -j CONNMARK --restore-mark ; -m mark --mark 0 -j DROP                                   | UNDECIDED
            -j CONNMARK --restore-mark ; -m mark --mark 0/0 -j DROP                                 | DROP
            -j CONNMARK --restore-mark ; -j MARK --set-mark 0 ; -m mark --mark 0 -j DROP            | DROP
            -j CONNMARK --restore-mark ; -j MARK --or-mark 1 ; -m mark --mark 0 -j DROP             | UNDECIDED
            -j CONNMARK --restore-mark --ctmask 0 ; -m mark --mark 0 -j DROP                        | DROP
            -j CONNMARK --set-mark 0 ; -j CONNMARK --restore-mark ; -m mark --mark 0 -j DROP        | DROP
            -j CONNMARK --or-mark 1 ; -j CONNMARK --restore-mark ; -m mark --mark 0 -j DROP         | UNDECIDED
            -j CONNMARK --save-mark ; -m connmark --mark 0x30 -j DROP                               | DROP
            -j CONNMARK --save-mark --ctmask 0xff ; -m connmark --mark 0x30 -j DROP                 | UNDECIDED
            -j CONNMARK --restore-mark ; -j CONNMARK --save-mark ; -m connmark --mark 0 -j DROP     | UNDECIDED
            -j CONNMARK --left-shift-mark 1 ; -m mark --mark 0x30 -j DROP                           | UNDECIDED
            """)
    void a_mark_that_only_an_unlisted_flow_knows_can_not_be_told(String rules, Verdict verdict) {
        Packet packet = packet(
                "in=eth0 proto=tcp src=198.51.100.7 sport=40000 dst=203.0.113.1 dport=80 mark=0x30 state=ESTABLISHED");

        assertThat(walk(rules, packet, List.of()).verdict()).isEqualTo(verdict);
    }

    @Test
    void a_packet_without_a_flow_keeps_its_mark() {
        Packet packet =
                packet("in=eth0 proto=tcp src=198.51.100.7 sport=1 dst=203.0.113.1 dport=80 mark=0x30 state=INVALID");
        Walk walk = walk(
                "-j CONNMARK --set-mark 1 ; -j CONNMARK --save-mark ; -j CONNMARK --restore-mark", packet, List.of());

        assertThat(walk.end().mark()).isEqualTo(0x30);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ttl=64  | -j TTL --ttl-set 5    | ttl=5
            ttl=64  | -j TTL --ttl-inc 5    | ttl=69
            ttl=254 | -j TTL --ttl-inc 5    | ttl=255
            ttl=64  | -j TTL --ttl-dec 5    | ttl=59
            ttl=4   | -j TTL --ttl-dec 5    | ttl=0
            tos=0x3 | -j TOS --set-tos 0x10/0xff | tos=0x10
            tos=0x3 | -j TOS --set-tos 0x10/0xfe | tos=0x11
            tos=0x3 | -j DSCP --set-dscp 0x2e    | tos=0xbb
            length=9 | -j TTL --ttl-set 5        | length=9 ttl=5
            length=9 | -j TTL --ttl-dec 5        | length=9
            length=9 | -j TOS --set-tos 0x10/0xff | length=9 tos=0x10
            length=9 | -j TOS --set-tos 0x10/0xfe | length=9
            tos=0x3 | -j ECN --ecn-tcp-remove    | length=9
            mss=1460 | -j TCPMSS --set-mss 1400  | length=9
            mss=1460 | -j LOG                    | tcp-options=2 mss=1460
            """)
    void what_a_target_changes_is_known_afterwards_or_not_known(String before, String rule, String after) {
        Packet packet = packet(
                "in=eth0 proto=tcp src=198.51.100.7 sport=1 dst=203.0.113.1 dport=80 flags=SYN state=NEW " + before);
        String words = walk(rule, packet, List.of()).end().toString();

        boolean forgotten = after.equals("length=9") && !before.equals("length=9");
        assertThat(words).endsWith(forgotten ? "state=NEW" : "state=NEW " + after);
    }

    @Test
    void a_target_that_changes_what_a_later_rule_asks_for_matters() {
        Packet packet = packet("in=eth0 proto=tcp src=198.51.100.7 sport=1 dst=203.0.113.1 dport=80 mss=1460");
        String rules = "-p tcp -m limit --limit 1/s -j TCPMSS --set-mss 1400 ; -p tcp -m tcpmss --mss 1460 -j DROP";

        assertThat(walk(rules, packet, List.of()).verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(walk(rules.replace("TCPMSS --set-mss 1400", "LOG"), packet, List.of())
                        .verdict())
                .isEqualTo(Verdict.DROP);
    }
}
