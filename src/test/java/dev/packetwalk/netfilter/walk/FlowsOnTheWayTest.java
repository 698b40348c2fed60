package dev.packetwalk.netfilter.walk;

import static dev.packetwalk.netfilter.walk.Machines.ends;
import static dev.packetwalk.netfilter.walk.Machines.packet;
import static dev.packetwalk.netfilter.walk.Machines.path;
import static dev.packetwalk.netfilter.walk.Machines.ruleset;
import static dev.packetwalk.netfilter.walk.Machines.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.Flow;
import dev.packetwalk.netfilter.Hook;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Verdict;
import dev.packetwalk.netfilter.text.ConntrackListing;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What listed flows do to packets. */
class FlowsOnTheWayTest {
    /** A web server behind the router, published on its port 80. */
    private static final String PUBLISHED =
            "tcp 6 100 ESTABLISHED src=198.51.100.7 dst=203.0.113.1 sport=40000 dport=80 "
                    + "src=10.0.0.7 dst=198.51.100.7 sport=8080 dport=40000 [ASSURED] mark=5 use=1\n";

    /** A host behind the router, masqueraded. */
    private static final String MASQUERADED = "udp 17 30 src=10.0.0.9 dst=198.51.100.53 sport=5353 dport=53 "
            + "src=198.51.100.53 dst=203.0.113.1 sport=53 dport=6000 mark=0 use=1\n";

    private static final String UNREPLIED =
            "udp 17 30 src=198.51.100.7 dst=203.0.113.1 sport=1000 dport=53 [UNREPLIED] "
                    + "src=203.0.113.1 dst=198.51.100.7 sport=53 dport=1000 mark=7 use=1\n";

    private static final String PING = "icmp 1 29 src=203.0.113.1 dst=198.51.100.7 type=8 code=0 id=77 "
            + "src=198.51.100.7 dst=203.0.113.1 type=0 code=0 id=77 mark=0 use=1\n";

    private static Walker walker(String rules, String flows) {
        List<Flow> listed = ConntrackListing.parse(flows).value();
        assertThat(listed).hasSize((int) flows.lines().count());
        return Walker.of(ruleset(rules), Machines.ROUTER, listed);
    }

    private static Walk walk(String flows, Packet packet) {
        String nat = "*nat;:PREROUTING ACCEPT;:INPUT ACCEPT;:OUTPUT ACCEPT;:POSTROUTING ACCEPT;"
                + "-A PREROUTING -j DROP;-A INPUT -j DROP;-A OUTPUT -j DROP;-A POSTROUTING -j DROP;COMMIT";
        return walker(nat, flows).walk(packet);
    }

    @Test
    void a_later_packet_of_a_published_port_is_rewritten_without_asking_the_nat_chains() {
        Walk walk = walk(PUBLISHED, tcp("in=eth0", "198.51.100.7:40000", "203.0.113.1:80", "ACK"));

        assertThat(path(walk))
                .containsExactly("PREROUTING ESTABLISHED", "PREROUTING rewrite", "PREROUTING FORWARD lan0");
        assertThat(ends(walk.end())).isEqualTo("198.51.100.7:40000 > 10.0.0.7:8080");
        assertThat(walk.end().state()).isEqualTo(ConnState.ESTABLISHED);
        assertThat(walk.steps().get(1).describe()).isEqualTo("the rewriting of its flow");
    }

    @Test
    void its_reply_is_turned_back_where_it_leaves() {
        Walk walk = walk(PUBLISHED, tcp("in=lan0", "10.0.0.7:8080", "198.51.100.7:40000", "SYN,ACK"));

        assertThat(path(walk))
                .containsExactly("PREROUTING ESTABLISHED reply", "PREROUTING FORWARD eth0", "POSTROUTING rewrite");
        assertThat(ends(walk.end())).isEqualTo("203.0.113.1:80 > 198.51.100.7:40000");
        assertThat(walk.steps().getFirst().describe())
                .isEqualTo("connection tracking: established (the flow from 198.51.100.7 to 203.0.113.1, in reply)");
    }

    @Test
    void a_masqueraded_hosts_packet_leaves_by_the_address_that_its_flow_has() {
        Walk walk = walk(MASQUERADED, packet("in=lan0 proto=udp src=10.0.0.9 sport=5353 dst=198.51.100.53 dport=53"));

        assertThat(path(walk)).endsWith("PREROUTING FORWARD eth0", "POSTROUTING rewrite");
        assertThat(ends(walk.end())).isEqualTo("203.0.113.1:6000 > 198.51.100.53:53");
    }

    @Test
    void the_reply_to_a_masqueraded_host_is_turned_back_before_it_is_routed() {
        Walk walk =
                walk(MASQUERADED, packet("in=eth0 proto=udp src=198.51.100.53 sport=53 dst=203.0.113.1 dport=6000"));

        assertThat(path(walk))
                .containsExactly("PREROUTING ESTABLISHED reply", "PREROUTING rewrite", "PREROUTING FORWARD lan0");
        assertThat(ends(walk.end())).isEqualTo("198.51.100.53:53 > 10.0.0.9:5353");
    }

    @Test
    void a_flow_without_an_answer_is_new_but_its_rewriting_is_settled() {
        Walk walk = walk(UNREPLIED, packet("in=eth0 proto=udp src=198.51.100.7 sport=1000 dst=203.0.113.1 dport=53"));

        assertThat(path(walk)).containsExactly("PREROUTING NEW", "PREROUTING DELIVER");
        assertThat(walk.verdict()).isEqualTo(Verdict.ACCEPT);
    }

    @Test
    void its_answer_establishes_it() {
        Packet answer = packet("proto=udp src=203.0.113.1 sport=53 dst=198.51.100.7 dport=1000");
        Walk walk = walk(UNREPLIED, answer);

        assertThat(path(walk)).startsWith("OUTPUT SEND eth0", "OUTPUT ESTABLISHED reply");
        assertThat(walk.flow().orElseThrow().replied()).isTrue();
        Packet next = packet("in=eth0 proto=udp src=198.51.100.7 sport=1000 dst=203.0.113.1 dport=53");
        assertThat(walker("", UNREPLIED).after(walk).walk(next).end().state()).isEqualTo(ConnState.ESTABLISHED);
    }

    @Test
    void pings_are_told_apart_by_their_identifier() {
        Packet pong = packet("in=eth0 proto=icmp src=198.51.100.7 dst=203.0.113.1 icmp-type=0/0 icmp-id=77");

        assertThat(walk(PING, pong).end().state()).isEqualTo(ConnState.ESTABLISHED);
        assertThat(walk(PING, pong.withDetails(pong.details().withIcmpId(78)))
                        .end()
                        .state())
                .isEqualTo(ConnState.INVALID);
        assertThat(walk(PING, packet("in=eth0 proto=icmp src=198.51.100.7 dst=203.0.113.1 icmp-type=0/0"))
                        .end()
                        .state())
                .isEqualTo(ConnState.ESTABLISHED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            10.0.0.7    | 198.51.100.7 | in=lan0 proto=tcp src=198.51.100.7 sport=40000 dst=10.0.0.7 dport=8080 | 203.0.113.1 > 198.51.100.7
            10.0.0.1    | 198.51.100.7 | in=lan0 proto=tcp src=198.51.100.7 sport=40000 dst=10.0.0.7 dport=8080 | 203.0.113.1 > 198.51.100.7
            198.51.100.7 | 203.0.113.1 | in=eth0 proto=tcp src=203.0.113.1 sport=80 dst=198.51.100.7 dport=40000 | 198.51.100.7 > 10.0.0.7
            """)
    void an_error_about_a_flow_is_rewritten_with_it_whoever_sent_it(
            String source, String destination, String quoted, String rewritten) {
        Packet about = packet(quoted);
        Packet error =
                packet("in=%s proto=icmp src=%s dst=%s icmp-type=3/1".formatted(about.in(), source, destination));
        Packet stated = error.between(source.equals("10.0.0.1") ? "" : error.in(), "");
        Walk walk = walk(PUBLISHED, stated.withDetails(stated.details().quoting(about)));

        assertThat(path(walk)).anyMatch(step -> step.contains("RELATED")).anyMatch(step -> step.contains("rewrite"));
        assertThat(walk.end().source() + " > " + walk.end().destination()).isEqualTo(rewritten);
        assertThat(walk.verdict()).isEqualTo(Verdict.ACCEPT);
    }

    @Test
    void an_error_about_nothing_known_or_to_somebody_else_is_invalid() {
        Packet about = packet("proto=tcp src=198.51.100.7 sport=40000 dst=10.0.0.7 dport=8080");
        Packet toOther = packet("in=lan0 proto=icmp src=10.0.0.7 dst=198.51.100.8 icmp-type=3/1");
        Packet related = packet("in=lan0 proto=icmp src=10.0.0.7 dst=198.51.100.7 icmp-type=3/1 state=RELATED");

        assertThat(walk(PUBLISHED, toOther.withDetails(toOther.details().quoting(about)))
                        .end()
                        .state())
                .isEqualTo(ConnState.INVALID);
        assertThat(walk(PING, related.withDetails(related.details().quoting(about)))
                        .end()
                        .state())
                .isEqualTo(ConnState.INVALID);
        assertThat(walk(PING, related).end().state()).isEqualTo(ConnState.RELATED);
    }

    @ParameterizedTest
    @CsvSource({
        "ESTABLISHED, SYN, false, ESTABLISHED",
        "ESTABLISHED, ACK, true, ESTABLISHED",
        "ESTABLISHED, 'FIN,ACK', true, FIN_WAIT",
        "ESTABLISHED, FIN, true, INVALID",
        "ESTABLISHED, NONE, true, INVALID",
        "ESTABLISHED, 'SYN,FIN', true, INVALID",
        "ESTABLISHED, RST, true, CLOSE",
        "ESTABLISHED, 'RST,ACK,PSH', false, CLOSE",
        "ESTABLISHED, 'PSH,ACK,URG', false, ESTABLISHED",
        "ESTABLISHED, SYN, true, INVALID",
        "ESTABLISHED, 'SYN,ACK', true, ESTABLISHED",
        "ESTABLISHED, 'SYN,ACK', false, INVALID",
        "SYN_SENT, SYN, false, SYN_SENT",
        "SYN_SENT, SYN, true, SYN_SENT2",
        "SYN_SENT, 'SYN,ACK', true, SYN_RECV",
        "SYN_SENT, ACK, false, INVALID",
        "SYN_SENT, ACK, true, SYN_SENT",
        "SYN_RECV, ACK, false, ESTABLISHED",
        "SYN_RECV, 'FIN,ACK', false, FIN_WAIT",
        "FIN_WAIT, ACK, true, CLOSE_WAIT",
        "CLOSE_WAIT, 'FIN,ACK', true, LAST_ACK",
        "LAST_ACK, ACK, false, TIME_WAIT",
        "TIME_WAIT, ACK, true, TIME_WAIT",
        "TIME_WAIT, SYN, false, REOPENED",
        "TIME_WAIT, SYN, true, REOPENED",
        "CLOSE, SYN, false, REOPENED",
        "SYN_SENT2, 'SYN,ACK', false, SYN_RECV",
        "SOMETHING, ACK, false, SOMETHING",
        "SOMETHING, FIN, false, INVALID"
    })
    void a_segment_moves_its_connection_as_the_kernels_table_says(
            String state, String flags, boolean reply, String next) {
        int bits = ((dev.packetwalk.netfilter.TcpHeader)
                        tcp("", "10.0.0.1:1", "10.0.0.1:1", flags).transport())
                .flags();

        assertThat(TcpStates.next(state, bits, reply)).isEqualTo(next);
    }

    @Test
    void a_segment_that_does_not_fit_is_invalid_and_not_rewritten() {
        Walk walk = walk(PUBLISHED, tcp("in=eth0", "198.51.100.7:40000", "203.0.113.1:80", "FIN"));

        assertThat(path(walk)).containsExactly("PREROUTING INVALID", "PREROUTING DELIVER");
        assertThat(walk.flow()).isEmpty();
    }

    @Test
    void a_connection_that_is_opened_again_is_a_new_one() {
        String closed = PUBLISHED.replace("ESTABLISHED", "TIME_WAIT");

        assertThat(path(walk(closed, tcp("in=eth0", "198.51.100.7:40000", "203.0.113.1:80", "SYN"))))
                .containsExactly("PREROUTING NEW", "PREROUTING nat PREROUTING 1");
    }

    @Test
    void a_first_packet_makes_a_flow_that_its_answer_belongs_to() {
        String rules = "*nat;:PREROUTING ACCEPT;:POSTROUTING ACCEPT;"
                + "-A PREROUTING -i eth0 -p tcp -m tcp --dport 80 -j DNAT --to-destination 10.0.0.7:8080;COMMIT";
        Walker walker = walker(rules, "");
        Walk first = walker.walk(tcp("in=eth0", "198.51.100.7:40000", "203.0.113.1:80", "SYN"));

        Flow flow = first.flow().orElseThrow();
        assertThat(flow.destinationTranslated()).isTrue();
        assertThat(flow.sourceTranslated()).isFalse();
        assertThat(flow.replied()).isFalse();
        assertThat(flow.tcpState()).contains("SYN_SENT");
        Walker later = walker.after(first);
        Walk answer = later.walk(tcp("in=lan0", "10.0.0.7:8080", "198.51.100.7:40000", "SYN,ACK"));
        assertThat(ends(answer.end())).isEqualTo("203.0.113.1:80 > 198.51.100.7:40000");
        assertThat(answer.flow().orElseThrow().tcpState()).contains("SYN_RECV");
        Walk third = later.after(answer).walk(tcp("in=eth0", "198.51.100.7:40000", "203.0.113.1:80", "ACK"));
        assertThat(third.end().state()).isEqualTo(ConnState.ESTABLISHED);
        assertThat(third.flow().orElseThrow().tcpState()).contains("ESTABLISHED");
        assertThat(third.flow().orElseThrow().replied()).isTrue();
    }

    @Test
    void a_first_packet_that_is_dropped_makes_no_flow() {
        Walker walker = walker("*filter;:INPUT DROP;COMMIT", "");
        Walk walk = walker.walk(tcp("in=eth0", "198.51.100.7:40000", "203.0.113.1:80", "SYN"));

        assertThat(walk.flow()).isEmpty();
        assertThat(walker.after(walk)).isSameAs(walker);
    }

    @Test
    void a_ping_makes_a_flow_of_its_type_and_identifier() {
        Walk ping = walker("", "").walk(packet("proto=icmp src=203.0.113.1 dst=198.51.100.7 icmp-type=8/0 icmp-id=9"));
        Flow flow = ping.flow().orElseThrow();

        assertThat(flow.original().icmpType()).contains(8);
        assertThat(flow.reply().icmpType()).contains(0);
        assertThat(flow.reply().icmpId()).contains(9);
        assertThat(flow.original().sourcePort()).isEmpty();
    }

    @Test
    void an_exempted_packet_belongs_to_no_flow() {
        String rules = "*raw;:PREROUTING ACCEPT;-A PREROUTING -p tcp -j CT --notrack;COMMIT;"
                + "*filter;:INPUT ACCEPT;-A INPUT -m conntrack --ctstate UNTRACKED -j DROP;COMMIT";
        Walk walk = walker(rules, PUBLISHED).walk(tcp("in=eth0", "198.51.100.7:40000", "203.0.113.1:80", "ACK"));

        assertThat(walk.verdict()).isEqualTo(Verdict.DROP);
        assertThat(walk.flow()).isEmpty();
        assertThat(path(walk)).contains("PREROUTING UNTRACKED").doesNotContain("PREROUTING rewrite");
        assertThat(walk.after(Hook.PREROUTING).orElseThrow().state()).isEqualTo(ConnState.UNTRACKED);
    }

    @Test
    void before_connection_tracking_every_packet_is_invalid() {
        String rules = "*raw;:PREROUTING ACCEPT;-A PREROUTING -m conntrack --ctstate INVALID -j DROP;COMMIT";

        assertThat(walker(rules, PUBLISHED).verdict(tcp("in=eth0", "198.51.100.7:40000", "203.0.113.1:80", "ACK")))
                .isEqualTo(Verdict.DROP);
    }

    @Test
    void neighbours_find_each_other_untracked() {
        Packet solicitation = packet("in=eth0 proto=icmpv6 src=fe80::9 dst=ff02::1:ff00:1 icmp-type=135");

        assertThat(walker("", "").walk(solicitation).end().state()).isEqualTo(ConnState.UNTRACKED);
    }

    @ParameterizedTest
    @CsvSource({
        "tcp, 0x02, NEW",
        "tcp, 0x10, NEW",
        "tcp, 0x18, NEW",
        "tcp, 0x12, INVALID",
        "tcp, 0x11, INVALID",
        "tcp, 0x04, INVALID",
        "tcp, 0x00, INVALID",
        "icmp, 8, NEW",
        "icmp, 13, NEW",
        "icmp, 15, NEW",
        "icmp, 17, NEW",
        "icmp, 0, INVALID",
        "icmp, 3, INVALID",
        "icmpv6, 128, NEW",
        "icmpv6, 139, NEW",
        "icmpv6, 129, INVALID",
        "icmpv6, 130, UNTRACKED",
        "icmpv6, 136, UNTRACKED",
        "icmpv6, 137, INVALID",
        "icmpv6, 143, UNTRACKED"
    })
    void a_packet_of_no_known_flow_starts_one_or_does_not_fit(String protocol, int value, ConnState state) {
        var transport = switch (protocol) {
            case "tcp" -> new dev.packetwalk.netfilter.TcpHeader(1, 2, value);
            case "icmp" -> new dev.packetwalk.netfilter.IcmpHeader(dev.packetwalk.netfilter.Protocol.ICMP, value, 0);
            default -> new dev.packetwalk.netfilter.IcmpHeader(dev.packetwalk.netfilter.Protocol.ICMPV6, value, 0);
        };

        assertThat(ConnState.withoutFlow(transport)).isEqualTo(state);
    }

    @Test
    void an_answer_whose_destination_is_turned_back_at_output_is_routed_again() {
        String flow = "udp 17 30 src=192.0.2.7 dst=203.0.113.1 sport=1000 dport=53 [UNREPLIED] "
                + "src=203.0.113.1 dst=203.0.113.1 sport=53 dport=1000 mark=0 use=1\n";
        Walk walk = walker("", flow).walk(packet("proto=udp src=203.0.113.1 sport=53 dst=203.0.113.1 dport=1000"));

        assertThat(path(walk))
                .containsExactly("OUTPUT SEND lo", "OUTPUT ESTABLISHED reply", "OUTPUT rewrite", "OUTPUT SEND eth0");
        assertThat(walk.end().out()).isEqualTo("eth0");
        assertThat(ends(walk.end())).isEqualTo("203.0.113.1:53 > 192.0.2.7:1000");
    }

    private static final String OPENING = "tcp 6 100 SYN_RECV src=198.51.100.7 dst=203.0.113.1 sport=40000 dport=22 "
            + "src=203.0.113.1 dst=198.51.100.7 sport=22 dport=40000 mark=0 use=1\n";

    @Test
    void a_rule_that_answers_with_a_reset_closes_the_connection() {
        String rules = "*filter;:INPUT ACCEPT;-A INPUT -p tcp -j REJECT --reject-with tcp-reset;COMMIT";

        Walk walk = walker(rules, OPENING).walk(tcp("in=eth0", "198.51.100.7:40000", "203.0.113.1:22", "ACK"));

        assertThat(walk.flow().orElseThrow().tcpState()).contains("CLOSE");
    }

    @Test
    void a_rule_that_answers_with_an_error_leaves_the_connection_as_it_is() {
        String rules = "*filter;:INPUT ACCEPT;-A INPUT -p tcp -j REJECT;COMMIT";

        Walk walk = walker(rules, OPENING).walk(tcp("in=eth0", "198.51.100.7:40000", "203.0.113.1:22", "ACK"));

        assertThat(walk.flow().orElseThrow().tcpState()).contains("ESTABLISHED");
    }

    @Test
    void a_reset_before_any_answer_makes_connection_tracking_forget_the_connection() {
        String unreplied = OPENING.replace("SYN_RECV", "SYN_SENT").replace("dport=22 ", "dport=22 [UNREPLIED] ");

        Walk refused = walker("", unreplied).walk(tcp("out=eth0", "203.0.113.1:22", "198.51.100.7:40000", "RST,ACK"));
        Walk closed = walker("", OPENING).walk(tcp("out=eth0", "203.0.113.1:22", "198.51.100.7:40000", "RST,ACK"));

        assertThat(refused.verdict()).isEqualTo(Verdict.ACCEPT);
        assertThat(refused.flow()).isEmpty();
        assertThat(closed.flow().orElseThrow().tcpState()).contains("CLOSE");
    }

    @Test
    void an_answer_turned_back_to_ipv6_loopback_is_routed_by_its_own_interface() {
        String flow = "ipv6 10 tcp 6 100 SYN_SENT src=::1 dst=::1 sport=4000 dport=80 [UNREPLIED] "
                + "src=fd00::7 dst=fd00::1 sport=80 dport=4000 mark=0 use=1\n";
        String nat =
                "# Generated by ip6tables-save v1.8.9;*nat;:PREROUTING ACCEPT;:OUTPUT ACCEPT;:POSTROUTING ACCEPT;COMMIT";

        Walk walk = walker(nat, flow)
                .walk(packet("in=lan0 proto=tcp src=fd00::7 sport=80 dst=fd00::1 dport=4000 flags=SYN,ACK"));

        assertThat(path(walk)).endsWith("PREROUTING NO_ROUTE");
    }
}
