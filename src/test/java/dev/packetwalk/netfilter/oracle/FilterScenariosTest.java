package dev.packetwalk.netfilter.oracle;

import static dev.packetwalk.netfilter.oracle.Scene.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.PortsHeader;
import dev.packetwalk.netfilter.Protocol;
import dev.packetwalk.netfilter.TcpHeader;
import dev.packetwalk.netfilter.Verdict;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deciding rules, chains and policies, in the kernel and in the walk. */
@Tag("kernel")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilterScenariosTest {
    private Scene scene;

    @BeforeAll
    void start() throws Exception {
        scene = new Scene();
    }

    @AfterAll
    void stop() throws Exception {
        scene.close();
    }

    private void filter(String rules) throws Exception {
        scene.rules("*filter\n" + rules + "COMMIT\n");
    }

    @ParameterizedTest
    @CsvSource({
        "icmp-net-unreachable, 3/0",
        "icmp-host-unreachable, 3/1",
        "icmp-proto-unreachable, 3/2",
        "icmp-port-unreachable, 3/3",
        "icmp-net-prohibited, 3/9",
        "icmp-host-prohibited, 3/10",
        "icmp-admin-prohibited, 3/13"
    })
    void each_kind_of_reject_answers_with_its_own_error(String kind, String answer) throws Exception {
        filter(":INPUT ACCEPT\n:FORWARD ACCEPT\n:OUTPUT ACCEPT\n-A INPUT -j REJECT --reject-with " + kind + "\n");

        assertThat(scene.udp("10.77.0.2", 4000, "10.77.0.1", 53)).last().isEqualTo("answered with " + answer);
    }

    @ParameterizedTest
    @CsvSource({
        "icmp6-no-route, 1/0",
        "icmp6-adm-prohibited, 1/1",
        "icmp6-addr-unreachable, 1/3",
        "icmp6-port-unreachable, 1/4",
        "icmp6-policy-fail, 1/5",
        "icmp6-reject-route, 1/6"
    })
    void each_kind_of_reject_answers_with_its_own_error_in_ipv6(String kind, String answer) throws Exception {
        scene.rulesV6("*filter\n:INPUT ACCEPT\n:FORWARD ACCEPT\n:OUTPUT ACCEPT\n-A INPUT -j REJECT --reject-with "
                + kind + "\nCOMMIT\n");

        assertThat(scene.udp("fd77::2", 4000, "fd77::1", 53)).last().isEqualTo("answered with " + answer);
    }

    @Test
    void a_tcp_reset_answers_a_connection_but_never_a_reset() throws Exception {
        filter(":INPUT ACCEPT\n:FORWARD ACCEPT\n:OUTPUT ACCEPT\n-A INPUT -p tcp -j REJECT --reject-with tcp-reset\n");

        assertThat(scene.tcp("10.77.0.2", 4000, "10.77.0.1", 22, SYN)).last().isEqualTo("answered with RST");
        assertThat(scene.tcp("10.77.0.2", 4001, "10.77.0.1", 22, 0x04))
                .last()
                .isEqualTo("INPUT filter INPUT rule 1 DROP mark=0x0");
    }

    @Test
    void an_icmp_error_is_never_answered_with_one() throws Exception {
        filter(":INPUT ACCEPT\n:FORWARD ACCEPT\n:OUTPUT ACCEPT\n-A INPUT -j REJECT\n");

        assertThat(scene.unreachable("10.77.0.2", Scene.udpPacket("10.77.0.1", 1, "10.77.0.2", 2)))
                .last()
                .isEqualTo("INPUT filter INPUT rule 1 DROP mark=0x0");
    }

    @Test
    void return_goes_back_behind_the_call_and_goto_behind_the_callers_call() throws Exception {
        filter("""
                :INPUT DROP
                :FORWARD ACCEPT
                :OUTPUT ACCEPT
                :a -
                :b -
                :c -
                -A INPUT -j a
                -A INPUT -p udp -j ACCEPT
                -A a -p udp -g b
                -A a -j c
                -A a -j ACCEPT
                -A b -p udp -j c
                -A c -p udp -j RETURN
                -A c -j DROP
                """);

        assertThat(scene.udp("10.77.0.2", 4000, "10.77.0.1", 53))
                .containsSubsequence(
                        "INPUT filter INPUT rule 1 JUMP a mark=0x0",
                        "INPUT filter a rule 1 GOTO b mark=0x0",
                        "INPUT filter b rule 1 JUMP c mark=0x0",
                        "INPUT filter c rule 1 RETURN mark=0x0",
                        "INPUT filter INPUT rule 2 ACCEPT mark=0x0",
                        Line.DELIVERED);
        assertThat(scene.ping("10.77.0.2", "10.77.0.1", 9)).last().isEqualTo("INPUT filter c rule 2 DROP mark=0x0");
    }

    @Test
    void goto_and_return_in_a_base_chain_lead_to_its_policy() throws Exception {
        filter("""
                :INPUT DROP
                :FORWARD ACCEPT
                :OUTPUT ACCEPT
                :a -
                -A INPUT -p udp -j RETURN
                -A INPUT -p tcp -g a
                -A INPUT -j ACCEPT
                -A a -p udp -j ACCEPT
                """);

        for (List<String> lines : List.of(
                scene.udp("10.77.0.2", 4000, "10.77.0.1", 53), scene.tcp("10.77.0.2", 4000, "10.77.0.1", 53, SYN))) {
            assertThat(lines).last().isEqualTo("INPUT filter INPUT policy DROP mark=0x0");
        }
    }

    @Test
    void a_policy_decides_what_no_rule_does_at_each_hook() throws Exception {
        filter(":INPUT DROP\n:FORWARD DROP\n:OUTPUT DROP\n");

        assertThat(scene.udp("10.77.0.2", 4000, "10.77.0.1", 53))
                .last()
                .isEqualTo("INPUT filter INPUT policy DROP mark=0x0");
        assertThat(scene.udp("10.77.0.2", 4000, "172.17.0.2", 53))
                .last()
                .isEqualTo("FORWARD filter FORWARD policy DROP mark=0x0");
        assertThat(scene.udp("10.77.0.1", 4000, "10.77.0.2", 53))
                .last()
                .isEqualTo("OUTPUT filter OUTPUT policy DROP mark=0x0");
    }

    @Test
    void security_comes_behind_filter_and_behind_the_nat_of_input() throws Exception {
        scene.rules("""
                *security
                :INPUT ACCEPT
                :FORWARD ACCEPT
                :OUTPUT ACCEPT
                -A INPUT -p udp -j DROP
                COMMIT
                *mangle
                :PREROUTING ACCEPT
                :INPUT ACCEPT
                :FORWARD ACCEPT
                :OUTPUT ACCEPT
                :POSTROUTING ACCEPT
                COMMIT
                *filter
                :INPUT ACCEPT
                :FORWARD ACCEPT
                :OUTPUT ACCEPT
                COMMIT
                *nat
                :PREROUTING ACCEPT
                :INPUT ACCEPT
                :OUTPUT ACCEPT
                :POSTROUTING ACCEPT
                COMMIT
                """);

        assertThat(scene.udp("10.77.0.2", 4000, "10.77.0.1", 53))
                .containsSubsequence(
                        "INPUT mangle INPUT policy ACCEPT mark=0x0",
                        "INPUT filter INPUT policy ACCEPT mark=0x0",
                        "INPUT nat INPUT policy ACCEPT mark=0x0",
                        "INPUT security INPUT rule 1 DROP mark=0x0");
    }

    @Test
    void a_packet_without_hops_left_is_answered_before_forward() throws Exception {
        filter(":INPUT ACCEPT\n:FORWARD ACCEPT\n:OUTPUT ACCEPT\n");
        PortsHeader header = new PortsHeader(Protocol.UDP, 4000, 53);

        assertThat(scene.send(Shot.of(
                        Address.of("192.0.2.7"), Address.of("172.17.0.2"), header, new Shot.Shape(1, 0, false, 0))))
                .containsExactly("answered with 11/0");
    }

    @Test
    void rules_typed_for_nft_are_walked_as_well() throws Exception {
        scene.box().loadNft("""
                        table inet fw {
                          set admins { type ipv4_addr; elements = { 10.77.0.2, 192.0.2.7 } }
                          chain checks { tcp dport { 22, 2222 } ip saddr @admins accept; meta mark set 0x7; }
                          chain in { type filter hook input priority 0; policy drop;
                            ct state established,related accept
                            iifname "lo" accept
                            jump checks
                            tcp dport vmap { 80 : accept, 443 : drop }
                            udp dport 53 meta mark 0x7 counter accept
                          }
                        }
                        """);

        assertThat(scene.tcp("10.77.0.2", 4000, "10.77.0.1", 22, SYN)).last().isEqualTo(Line.DELIVERED);
        assertThat(scene.tcp("10.77.0.9", 4000, "10.77.0.1", 22, SYN))
                .last()
                .isEqualTo("INPUT fw in policy DROP mark=0x7");
        assertThat(scene.tcp("10.77.0.9", 4000, "10.77.0.1", 80, SYN)).last().isEqualTo(Line.DELIVERED);
        assertThat(scene.udp("10.77.0.9", 4000, "10.77.0.1", 53)).last().isEqualTo(Line.DELIVERED);
    }

    @Test
    void iptables_nft_joins_two_inverted_ports_to_one_comparison_of_both() throws Exception {
        // The model reads what the rule says: neither port is 22. The tool's rule in the kernel says: not both of them
        // are.
        KernelBox box = scene.box();
        box.load(Family.IP, """
                *filter
                :INPUT ACCEPT
                :FORWARD ACCEPT
                :OUTPUT ACCEPT
                -A INPUT -p tcp -m tcp ! --sport 22 ! --dport 22 -j DROP
                COMMIT
                """);
        TcpHeader header = new TcpHeader(4000, 22, SYN);

        Comparison comparison =
                box.compare(Shot.of(Address.of("10.77.0.2"), Address.of("10.77.0.1"), header, Shot.Shape.PLAIN));

        assertThat(comparison.way()).last().isEqualTo("INPUT filter INPUT rule 1 DROP mark=0x0");
        assertThat(comparison.walk().verdict()).isEqualTo(Verdict.ACCEPT);
    }
}
