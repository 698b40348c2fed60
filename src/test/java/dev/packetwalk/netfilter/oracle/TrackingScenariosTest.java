package dev.packetwalk.netfilter.oracle;

import static dev.packetwalk.netfilter.oracle.Scene.ACK;
import static dev.packetwalk.netfilter.oracle.Scene.FIN;
import static dev.packetwalk.netfilter.oracle.Scene.SYN;
import static dev.packetwalk.netfilter.oracle.Scene.SYN_ACK;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What connection tracking makes of packets, and marks that stay with packet and flow, in the kernel and in the walk. */
@Tag("kernel")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrackingScenariosTest {
    private static final String STATEFUL = """
            *filter
            :INPUT DROP
            :FORWARD DROP
            :OUTPUT ACCEPT
            -A INPUT -m conntrack --ctstate INVALID -j DROP
            -A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT
            -A INPUT -m conntrack --ctstate RELATED -j ACCEPT
            -A INPUT -p tcp -m tcp --dport 22 -m conntrack --ctstate NEW -j ACCEPT
            COMMIT
            """;

    private Scene scene;

    @BeforeAll
    void start() throws Exception {
        scene = new Scene();
    }

    @AfterAll
    void stop() throws Exception {
        scene.close();
    }

    @Test
    void a_connection_is_new_until_it_was_answered() throws Exception {
        scene.rules(STATEFUL);

        assertThat(scene.tcp("10.77.0.2", 4000, "10.77.0.1", 22, SYN))
                .contains("INPUT filter INPUT rule 4 ACCEPT mark=0x0");
        assertThat(scene.tcp("10.77.0.1", 22, "10.77.0.2", 4000, SYN_ACK))
                .anyMatch(line -> line.endsWith("ESTABLISHED"));
        assertThat(scene.tcp("10.77.0.2", 4000, "10.77.0.1", 22, ACK))
                .contains("INPUT filter INPUT rule 2 ACCEPT mark=0x0")
                .last()
                .isEqualTo(Line.DELIVERED);
    }

    @Test
    void answers_to_what_the_host_asked_come_in() throws Exception {
        scene.rules(STATEFUL);

        assertThat(scene.udp("10.77.0.9", 53, "10.77.0.1", 5000))
                .last()
                .isEqualTo("INPUT filter INPUT policy DROP mark=0x0");
        scene.udp("10.77.0.1", 5000, "10.77.0.9", 53);
        assertThat(scene.udp("10.77.0.9", 53, "10.77.0.1", 5000)).contains("INPUT filter INPUT rule 2 ACCEPT mark=0x0");
    }

    @Test
    void an_error_about_a_flow_is_related_and_one_about_nothing_is_invalid() throws Exception {
        scene.rules(STATEFUL);
        scene.udp("10.77.0.1", 5001, "10.77.0.9", 53);

        assertThat(scene.unreachable("10.77.0.9", Scene.udpPacket("10.77.0.1", 5001, "10.77.0.9", 53)))
                .contains("INPUT filter INPUT rule 3 ACCEPT mark=0x0");
        assertThat(scene.unreachable("10.77.0.9", Scene.udpPacket("10.77.0.1", 5999, "10.77.0.9", 53)))
                .last()
                .isEqualTo("INPUT filter INPUT rule 1 DROP mark=0x0");
    }

    @Test
    void an_error_about_a_translated_flow_is_translated_with_it() throws Exception {
        scene.rules("""
                *nat
                :PREROUTING ACCEPT
                :INPUT ACCEPT
                :OUTPUT ACCEPT
                :POSTROUTING ACCEPT
                -A POSTROUTING -o eth0 -j MASQUERADE
                COMMIT
                """);
        scene.udp("172.17.0.2", 5002, "192.0.2.7", 53);

        assertThat(scene.unreachable("192.0.2.7", Scene.udpPacket("10.77.0.1", 5002, "192.0.2.7", 53)))
                .last()
                .isEqualTo("sent through docker0: icmp src=192.0.2.7 dst=172.17.0.2 icmp-type=3/3");
    }

    @Test
    void packets_that_start_nothing_are_invalid() throws Exception {
        scene.rules(STATEFUL);

        assertThat(scene.tcp("10.77.0.2", 4001, "10.77.0.1", 22, SYN | FIN))
                .last()
                .isEqualTo("INPUT filter INPUT rule 1 DROP mark=0x0");
        assertThat(scene.tcp("10.77.0.2", 4002, "10.77.0.1", 22, SYN_ACK))
                .last()
                .isEqualTo("INPUT filter INPUT rule 1 DROP mark=0x0");
        assertThat(scene.icmp("10.77.0.2", "10.77.0.1", 0, 12))
                .last()
                .isEqualTo("INPUT filter INPUT rule 1 DROP mark=0x0");
    }

    @Test
    void a_connection_that_was_not_seen_starting_is_picked_up_as_new() throws Exception {
        scene.rules(STATEFUL);

        assertThat(scene.tcp("10.77.0.2", 4003, "10.77.0.1", 22, ACK))
                .contains("INPUT filter INPUT rule 4 ACCEPT mark=0x0");
    }

    @Test
    void untracked_packets_meet_no_nat_and_are_never_established() throws Exception {
        scene.rules("""
                *raw
                :PREROUTING ACCEPT
                :OUTPUT ACCEPT
                -A PREROUTING -p udp -m udp --dport 53 -j CT --notrack
                -A OUTPUT -p udp -m udp --sport 53 -j CT --notrack
                COMMIT
                *nat
                :PREROUTING ACCEPT
                :INPUT ACCEPT
                :OUTPUT ACCEPT
                :POSTROUTING ACCEPT
                -A PREROUTING -p udp -m udp --dport 53 -j DNAT --to-destination 172.17.0.2
                COMMIT
                *filter
                :INPUT ACCEPT
                :FORWARD ACCEPT
                :OUTPUT ACCEPT
                -A INPUT -m conntrack --ctstate UNTRACKED -j ACCEPT
                COMMIT
                """);

        assertThat(scene.udp("10.77.0.2", 4000, "10.77.0.1", 53))
                .contains("INPUT filter INPUT rule 1 ACCEPT mark=0x0")
                .noneMatch(line -> line.contains(" nat "))
                .last()
                .isEqualTo(Line.DELIVERED);
        assertThat(scene.udp("10.77.0.1", 53, "10.77.0.2", 4000))
                .anyMatch(line -> line.endsWith("UNTRACKED"))
                .noneMatch(line -> line.contains("ESTABLISHED"));
        assertThat(scene.box().flows()).isEmpty();
    }

    @Test
    void a_flow_keeps_a_mark_for_packets_that_lost_theirs() throws Exception {
        scene.rules("""
                *mangle
                :PREROUTING ACCEPT
                :INPUT ACCEPT
                :FORWARD ACCEPT
                :OUTPUT ACCEPT
                :POSTROUTING ACCEPT
                -A PREROUTING -j CONNMARK --restore-mark
                -A PREROUTING -i docker0 -m mark --mark 0x0 -j MARK --set-xmark 0x5/0xffffffff
                -A PREROUTING -j CONNMARK --save-mark
                COMMIT
                """);

        scene.udp("172.17.0.2", 5003, "192.0.2.7", 53);
        assertThat(scene.udp("192.0.2.7", 53, "172.17.0.2", 5003))
                .contains("PREROUTING mangle PREROUTING rule 1 CONTINUE mark=0x5");
    }

    @Test
    void over_loopback_a_packet_keeps_its_mark_and_what_connection_tracking_said() throws Exception {
        scene.rules("""
                *mangle
                :PREROUTING ACCEPT
                :INPUT ACCEPT
                :FORWARD ACCEPT
                :OUTPUT ACCEPT
                :POSTROUTING ACCEPT
                -A OUTPUT -j MARK --set-xmark 0x9/0xffffffff
                COMMIT
                *raw
                :PREROUTING ACCEPT
                :OUTPUT ACCEPT
                COMMIT
                """);

        assertThat(scene.tcp("127.0.0.1", 4004, "127.0.0.1", 80, SYN))
                .contains(
                        "PREROUTING raw gets in=lo out= tcp src=127.0.0.1 dst=127.0.0.1 sport=4004 dport=80 ttl=64 NEW",
                        "INPUT mangle INPUT policy ACCEPT mark=0x9")
                .last()
                .isEqualTo(Line.DELIVERED);
    }
}
