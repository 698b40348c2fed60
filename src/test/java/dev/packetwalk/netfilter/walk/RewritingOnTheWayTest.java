package dev.packetwalk.netfilter.walk;

import static dev.packetwalk.netfilter.walk.Machines.ends;
import static dev.packetwalk.netfilter.walk.Machines.packet;
import static dev.packetwalk.netfilter.walk.Machines.path;
import static dev.packetwalk.netfilter.walk.Machines.router;
import static dev.packetwalk.netfilter.walk.Machines.ruleset;
import static dev.packetwalk.netfilter.walk.Machines.server;
import static dev.packetwalk.netfilter.walk.Machines.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.Flow;
import dev.packetwalk.netfilter.Host;
import dev.packetwalk.netfilter.InterfaceAddress;
import dev.packetwalk.netfilter.Network;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Route;
import dev.packetwalk.netfilter.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules do to addresses and ports, and where the packet then goes. */
class RewritingOnTheWayTest {
    private static final Packet KNOCK = tcp("in=eth0", "198.51.100.7:40000", "203.0.113.1:80", "SYN");
    private static final Packet SURF = tcp("in=lan0", "10.0.0.9:40000", "198.51.100.7:80", "SYN");

    private static String pre(String rule) {
        return "*nat;:PREROUTING ACCEPT;-A PREROUTING " + rule + ";COMMIT";
    }

    private static String post(String rule) {
        return "*nat;:POSTROUTING ACCEPT;-A POSTROUTING " + rule + ";COMMIT";
    }

    private static String out(String rule) {
        return "*nat;:OUTPUT ACCEPT;-A OUTPUT " + rule + ";COMMIT";
    }

    @Test
    void a_published_port_is_rewritten_and_then_routed() {
        Walk walk = router(pre("-i eth0 -p tcp -m tcp --dport 80 -j DNAT --to-destination 10.0.0.7:8080"))
                .walk(KNOCK);

        assertThat(path(walk))
                .containsExactly("PREROUTING NEW", "PREROUTING nat PREROUTING 1", "PREROUTING FORWARD lan0");
        assertThat(ends(walk.steps().get(1).packet())).isEqualTo("198.51.100.7:40000 > 10.0.0.7:8080");
        assertThat(walk.packet()).isEqualTo(KNOCK);
    }

    @Test
    void docker_publishes_to_its_own_hosts_only_and_not_to_its_bridge() {
        String rules = "*nat;:PREROUTING ACCEPT;:OUTPUT ACCEPT;:DOCKER -;"
                + "-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER;"
                + "-A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER;"
                + "-A DOCKER -i lan0 -j RETURN;-A DOCKER ! -i lan0 -p tcp -m tcp --dport 80 -j DNAT --to-destination 10.0.0.7:8080;"
                + "COMMIT;*filter;:FORWARD DROP;-A FORWARD -d 10.0.0.7/32 ! -i lan0 -o lan0 -p tcp -m tcp --dport 8080 -j ACCEPT;COMMIT";

        Walk walk = router(rules).walk(KNOCK);
        assertThat(walk.verdict()).isEqualTo(Verdict.ACCEPT);
        assertThat(walk.because()).startsWith("rule 1 of FORWARD accepts it: -A FORWARD -d 10.0.0.7/32");
        Walk local = router(rules).walk(tcp("", "203.0.113.1:40000", "203.0.113.1:80", "SYN"));
        assertThat(path(local)).contains("OUTPUT SEND lo", "OUTPUT nat DOCKER 2", "OUTPUT SEND lan0");
        assertThat(ends(local.end())).isEqualTo("203.0.113.1:40000 > 10.0.0.7:8080");
        assertThat(path(router(rules).walk(tcp("in=lan0", "10.0.0.9:40000", "203.0.113.1:80", "SYN"))))
                .contains("PREROUTING nat DOCKER 1", "PREROUTING DELIVER");
    }

    @Test
    void output_chains_see_the_first_route_and_postrouting_the_new_one() {
        String rules = out("-p tcp -j DNAT --to-destination 10.0.0.7")
                + ";*filter;:OUTPUT ACCEPT;-A OUTPUT -o lan0 -j DROP;-A OUTPUT -o eth0 -d 10.0.0.7/32 -j ACCEPT;COMMIT;"
                + "*mangle;:POSTROUTING ACCEPT;-A POSTROUTING -o lan0 -j MARK --set-mark 9;COMMIT";
        Walk walk = router(rules).walk(tcp("", "203.0.113.1:40000", "198.51.100.7:80", "SYN"));

        assertThat(walk.because()).startsWith("rule 2 of OUTPUT accepts it");
        assertThat(walk.end().mark()).isEqualTo(9);
        assertThat(walk.end().out()).isEqualTo("lan0");
    }

    @Test
    void a_packet_from_loopback_can_not_be_sent_elsewhere() {
        Walk walk = router(out("-p tcp -j DNAT --to-destination 10.0.0.7")
                        + ";*filter;:OUTPUT ACCEPT;-A OUTPUT -j ACCEPT;COMMIT")
                .walk(tcp("", "127.0.0.1:40000", "127.0.0.1:80", "SYN"));

        assertThat(walk.verdict()).isEqualTo(Verdict.DROP);
        assertThat(path(walk)).endsWith("OUTPUT nat OUTPUT 1", "OUTPUT MARTIAN_SOURCE");
    }

    @Test
    void a_mark_set_at_mangle_output_has_the_packet_routed_again() {
        Packet packet = tcp("", "203.0.113.1:40000", "198.51.100.7:80", "SYN");

        assertThat(path(router("*mangle;:OUTPUT ACCEPT;-A OUTPUT -j MARK --set-mark 1;COMMIT")
                        .walk(packet)))
                .containsSubsequence("OUTPUT mangle policy", "OUTPUT SEND eth0");
        assertThat(path(router("*mangle;:OUTPUT ACCEPT;-A OUTPUT -j MARK --set-mark 0;COMMIT")
                        .walk(packet)))
                .endsWith("OUTPUT mangle policy");
        assertThat(path(router("*mangle;:OUTPUT DROP;-A OUTPUT -j MARK --set-mark 1;COMMIT")
                        .walk(packet)))
                .endsWith("OUTPUT mangle policy");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            in=lan0 src=10.0.0.9 dst=198.51.100.7    | 203.0.113.1
            in=eth0 src=198.51.100.7 dst=10.0.0.7    | 10.0.0.1
            in=lan0 src=fd00::9 dst=2001:db8::9      | 2001:db8::1
            src=127.0.0.1 dst=127.0.0.1              | 203.0.113.1
            src=0.0.0.0 dst=198.51.100.7             | 0.0.0.0
            """)
    void masquerading_takes_the_address_of_the_way_out(String words, String source) {
        Walk walk = router("*nat;:POSTROUTING ACCEPT;-A POSTROUTING -j MASQUERADE;COMMIT;")
                .walk(packet(words + " proto=gre"));
        String v6 = "# Generated by ip6tables-save v1.8.9;" + post("-j MASQUERADE");
        Walk answer = words.contains("::") ? router(v6).walk(packet(words + " proto=gre")) : walk;

        assertThat(answer.steps().stream()
                        .map(step -> step.packet().source().toString())
                        .toList())
                .contains(source);
    }

    @Test
    void masquerading_prefers_the_address_in_the_next_hops_network() {
        Host host = new Host(
                List.of(
                        new InterfaceAddress("eth0", Address.of("192.0.2.1"), 24),
                        new InterfaceAddress("eth0", Address.of("203.0.113.1"), 24),
                        new InterfaceAddress("lan0", Address.of("10.0.0.1"), 24)),
                List.of(new Route(Network.of("0.0.0.0/0"), Optional.of(Address.of("203.0.113.254")), "eth0")),
                true);
        Walker walker = Walker.of(ruleset(post("-j MASQUERADE")), host, List.of());

        assertThat(walker.walk(SURF).end().source()).isEqualTo(Address.of("203.0.113.1"));
        assertThat(walker.walk(SURF.withDestination(Address.of("192.0.2.9")))
                        .end()
                        .source())
                .isEqualTo(Address.of("192.0.2.1"));
    }

    @Test
    void an_interface_without_an_address_can_not_be_masqueraded_or_redirected_to() {
        Host host = new Host(List.of(), List.of(new Route(Network.of("0.0.0.0/0"), Optional.empty(), "ppp0")), true);

        assertThat(Walker.of(ruleset(post("-j MASQUERADE")), host, List.of()).verdict(SURF))
                .isEqualTo(Verdict.DROP);
        assertThat(Walker.of(ruleset(pre("-j REDIRECT")), host, List.of()).verdict(SURF))
                .isEqualTo(Verdict.DROP);
    }

    @Test
    void the_masqueraded_flow_leads_its_answer_back() {
        Walker walker = router(post("-o eth0 -j MASQUERADE"));
        Walk walk = walker.walk(SURF);

        assertThat(ends(walk.end())).isEqualTo("203.0.113.1:40000 > 198.51.100.7:80");
        Flow flow = walk.flow().orElseThrow();
        assertThat(flow.sourceTranslated()).isTrue();
        assertThat(flow.destinationTranslated()).isFalse();
        Walk answer = walker.after(walk).walk(tcp("in=eth0", "198.51.100.7:80", "203.0.113.1:40000", "SYN,ACK"));
        assertThat(ends(answer.end())).isEqualTo("198.51.100.7:80 > 10.0.0.9:40000");
        assertThat(answer.end().out()).isEqualTo("lan0");
    }

    @Test
    void a_hairpin_comes_back_through_both_rewritings() {
        String rules = "*nat;:PREROUTING ACCEPT;:POSTROUTING ACCEPT;"
                + "-A PREROUTING -d 203.0.113.1/32 -p tcp -m tcp --dport 80 -j DNAT --to-destination 10.0.0.7;"
                + "-A POSTROUTING -s 10.0.0.0/24 -d 10.0.0.7/32 -j MASQUERADE;COMMIT";
        Walker walker = router(rules);
        Walk there = walker.walk(tcp("in=lan0", "10.0.0.9:40000", "203.0.113.1:80", "SYN"));
        Walk back = walker.after(there).walk(tcp("in=lan0", "10.0.0.7:80", "10.0.0.1:40000", "SYN,ACK"));

        assertThat(ends(there.end())).isEqualTo("10.0.0.1:40000 > 10.0.0.7:80");
        assertThat(ends(back.end())).isEqualTo("203.0.113.1:80 > 10.0.0.9:40000");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -p tcp -j DNAT --to-destination 10.0.0.7            | 198.51.100.7:40000 > 10.0.0.7:80
            -p tcp -j DNAT --to-destination :8080               | 198.51.100.7:40000 > 203.0.113.1:8080
            -p tcp -j DNAT --to-destination 10.0.0.7:8000-9000  | 198.51.100.7:40000 > 10.0.0.7:8000
            -p tcp -j DNAT --to-destination 10.0.0.7:70-90      | 198.51.100.7:40000 > 10.0.0.7:80
            -p tcp -j REDIRECT                                  | 198.51.100.7:40000 > 203.0.113.1:80
            -p tcp -j REDIRECT --to-ports 3128                  | 198.51.100.7:40000 > 203.0.113.1:3128
            -d 203.0.113.0/24 -j NETMAP --to 10.0.0.0/24        | 198.51.100.7:40000 > 10.0.0.1:80
            """)
    void destinations_are_rewritten(String rule, String ends) {
        assertThat(ends(router(pre(rule)).walk(KNOCK).end())).isEqualTo(ends);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -p tcp -j SNAT --to-source 203.0.113.9             | 203.0.113.9:40000 > 198.51.100.7:80
            -p tcp -j SNAT --to-source :1000-2000              | 10.0.0.9:1000 > 198.51.100.7:80
            -p tcp -j SNAT --to-source 203.0.113.9-203.0.113.12:5000 | 203.0.113.9:5000 > 198.51.100.7:80
            -p tcp -j MASQUERADE --to-ports 1000-2000          | 203.0.113.1:1000 > 198.51.100.7:80
            -p tcp -j MASQUERADE --to-ports 1000-50000         | 203.0.113.1:40000 > 198.51.100.7:80
            -s 10.0.0.0/24 -j NETMAP --to 203.0.113.0/24       | 203.0.113.9:40000 > 198.51.100.7:80
            """)
    void sources_are_rewritten(String rule, String ends) {
        Walk walk = router(post(rule)).walk(SURF);

        assertThat(ends(walk.end())).isEqualTo(ends);
        assertThat(walk.flow().orElseThrow().reply().destination())
                .isEqualTo(walk.end().source());
        assertThat(walk.flow().orElseThrow().reply().destinationPort())
                .contains(Integer.parseInt(ends.split("[: ]", -1)[1]));
    }

    @Test
    void a_redirection_goes_to_the_interface_it_came_by_or_to_loopback() {
        assertThat(router(pre("-p tcp -j REDIRECT")).walk(SURF).end().destination())
                .isEqualTo(Address.of("10.0.0.1"));
        Walk own = router(out("-p tcp -j REDIRECT")).walk(tcp("", "203.0.113.1:40000", "198.51.100.7:80", "SYN"));
        assertThat(ends(own.end())).isEqualTo("203.0.113.1:40000 > 127.0.0.1:80");
        assertThat(own.end().in()).isEqualTo("lo");
        assertThat(Walker.of(ruleset(pre("-p tcp -j REDIRECT --to-ports 8080")))
                        .walk(KNOCK)
                        .verdict())
                .isEqualTo(Verdict.ACCEPT);
    }

    @Test
    void ipv6_is_redirected_to_an_address_of_the_same_scope() {
        Host host = new Host(
                List.of(
                        new InterfaceAddress("eth0", Address.of("fe80::1"), 64),
                        new InterfaceAddress("eth0", Address.of("2001:db8::1"), 64)),
                List.of(),
                false);
        String rules = "# Generated by ip6tables-save v1.8.9;*nat;:PREROUTING ACCEPT;:OUTPUT ACCEPT;"
                + "-A PREROUTING -p tcp -j REDIRECT;-A OUTPUT -p tcp -j REDIRECT;COMMIT";
        Walker walker = Walker.of(ruleset(rules), host, List.of());
        String words = "in=eth0 proto=tcp src=2001:db8::9 sport=1 dport=2 dst=";

        assertThat(walker.walk(packet(words + "2001:db9::1")).end().destination())
                .isEqualTo(Address.of("2001:db8::1"));
        assertThat(walker.walk(packet(words + "fe80::7")).end().destination()).isEqualTo(Address.of("fe80::1"));
        assertThat(walker.walk(packet("proto=tcp src=2001:db8::1 sport=1 dst=2001:db8::9 dport=2"))
                        .end()
                        .destination())
                .isEqualTo(Address.of("::1"));
    }

    @Test
    void of_a_pool_every_address_is_followed() {
        String rules = pre("-p tcp -j DNAT --to-destination 10.0.0.7-10.0.0.9")
                + ";*filter;:FORWARD ACCEPT;-A FORWARD -d 10.0.0.9/32 -j DROP;COMMIT";
        Walk walk = router(rules).walk(KNOCK);

        assertThat(walk.verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(walk.dependsOn()).extracting(RuleAt::table).containsExactly("nat");
        assertThat(router(rules.replace("DROP", "ACCEPT")).walk(KNOCK).verdict())
                .isEqualTo(Verdict.ACCEPT);
    }

    @Test
    void nat_chains_may_accept_or_drop() {
        assertThat(router(pre("-p tcp -j ACCEPT")).walk(KNOCK).end()).isEqualTo(KNOCK.between("eth0", ""));
        assertThat(router(pre("-p tcp -j DROP")).walk(KNOCK).verdict()).isEqualTo(Verdict.DROP);
        assertThat(router("*nat;:PREROUTING DROP;COMMIT").walk(KNOCK).because())
                .isEqualTo("no rule of nat PREROUTING decides, and its policy is DROP");
    }

    @Test
    void invalid_and_untracked_packets_meet_no_nat_chain() {
        assertThat(router(pre("-j DROP"))
                        .walk(tcp("in=eth0", "198.51.100.7:1", "203.0.113.1:80", "RST"))
                        .verdict())
                .isEqualTo(Verdict.ACCEPT);
    }

    @Test
    void the_source_may_be_rewritten_at_input_behind_the_filter() {
        String rules = "*nat;:INPUT ACCEPT;-A INPUT -j SNAT --to-source 10.0.0.77;COMMIT;"
                + "*filter;:INPUT ACCEPT;-A INPUT -s 10.0.0.77/32 -j DROP;COMMIT";
        Walk walk = server(rules).walk(KNOCK);

        assertThat(walk.verdict()).isEqualTo(Verdict.ACCEPT);
        assertThat(ends(walk.end())).isEqualTo("10.0.0.77:40000 > 203.0.113.1:80");
    }

    @Test
    void a_rewritten_flow_is_in_the_states_dnat_or_snat() {
        String rules = pre("-p tcp -m tcp --dport 80 -j DNAT --to-destination 10.0.0.7")
                + ";*filter;:FORWARD DROP;-A FORWARD -m conntrack --ctstate DNAT -j ACCEPT;COMMIT;"
                + "*mangle;:POSTROUTING ACCEPT;-A POSTROUTING -m conntrack --ctstate SNAT -j DROP;COMMIT";

        assertThat(router(rules).verdict(KNOCK)).isEqualTo(Verdict.ACCEPT);
        assertThat(router(rules).verdict(tcp("in=eth0", "198.51.100.7:40000", "10.0.0.7:81", "SYN")))
                .isEqualTo(Verdict.DROP);
    }
}
