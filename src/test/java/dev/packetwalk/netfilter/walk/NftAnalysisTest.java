package dev.packetwalk.netfilter.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Verdict;
import dev.packetwalk.netfilter.text.NftListing;
import dev.packetwalk.netfilter.text.RulesetText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules typed with nft mean what they mean, alone and beside those of iptables. */
class NftAnalysisTest {
    private static final PacketSet LOOPBACK = PacketSet.overLoopback();
    private static final PacketSet REPLIES =
            PacketSet.fromNetwork().withState(ConnState.ESTABLISHED, ConnState.RELATED);
    private static final PacketSet STRANGERS = PacketSet.fromNetwork().withState(ConnState.NEW, ConnState.INVALID);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop;iif \"lo\" accept;ct state established,related accept",
                "accept;iifname \"lo\" accept;ct state { established, related } counter packets 0 bytes 0 accept;drop",
                "drop;iifname vmap { \"lo\" : accept };ct state vmap { invalid : drop, established : accept, related : accept }",
                "accept;iifname != \"lo\" ct state invalid,new drop",
                "drop;meta iifname \"lo\" counter packets 1 bytes 2 accept;ct state established accept;ct state related accept comment \"x\"",
                "drop;iif \"lo\" accept;limit rate 1/second log prefix \"no: \";ct state established,related accept"
            })
    void the_minimal_firewall_in_nft_is_understood(String rules) {
        Analysis analysis = Analysis.of(input("inet", 0, rules));

        assertAll(analysis, LOOPBACK, Verdict.ACCEPT);
        assertAll(analysis, REPLIES, Verdict.ACCEPT);
        assertAll(analysis, STRANGERS, Verdict.DROP);
    }

    @Test
    void a_drop_anywhere_is_final_and_an_accept_ends_only_its_own_chain() {
        Ruleset open = input("ip", -10, "accept;accept");
        Ruleset closed = input("ip", 10, "drop;iif \"lo\" accept");

        for (Ruleset ruleset : List.of(joined(open, closed), joined(closed, open))) {
            assertAll(Analysis.of(ruleset), LOOPBACK, Verdict.ACCEPT);
            assertAll(Analysis.of(ruleset), STRANGERS, Verdict.DROP);
        }
    }

    @Test
    void half_in_iptables_and_half_in_nft_is_judged_as_a_whole() {
        String save = "*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -p tcp -j DROP\nCOMMIT\n";
        String nft = listing("ip", 0, "accept;meta l4proto != tcp drop");

        assertAll(Analysis.of(RulesetText.read(save, nft).value()), STRANGERS, Verdict.DROP);
        assertThat(Analysis.of(RulesetText.read(save, "").value()).arriving(STRANGERS))
                .extracting(Outcome::verdict)
                .contains(Verdict.ACCEPT);
    }

    @Test
    void rules_for_ipv6_do_not_decide_about_ipv4() {
        assertAll(Analysis.of(input("ip6", 0, "drop")), STRANGERS, Verdict.ACCEPT);
        assertAll(Analysis.of(input("inet", 0, "accept;meta nfproto ipv6 drop")), STRANGERS, Verdict.ACCEPT);
    }

    @Test
    void comparing_with_several_states_at_once_drops_replies_too() {
        Analysis analysis =
                Analysis.of(input("inet", 0, "accept;iifname \"lo\" accept;ct state != established | related drop"));

        assertAll(analysis, REPLIES, Verdict.DROP);
    }

    private static void assertAll(Analysis analysis, PacketSet packets, Verdict verdict) {
        assertThat(analysis.arriving(packets))
                .allMatch(Outcome::certain)
                .extracting(Outcome::verdict)
                .containsOnly(verdict);
    }

    private static Ruleset joined(Ruleset first, Ruleset second) {
        return new Ruleset(List.of(first.tables().getFirst(), second.tables().getFirst()));
    }

    private static Ruleset input(String family, int priority, String policyAndRules) {
        return NftListing.parse(listing(family, priority, policyAndRules)).value();
    }

    private static String listing(String family, int priority, String policyAndRules) {
        String[] lines = policyAndRules.split(";", -1);
        StringBuilder text = new StringBuilder("table %s fw {\n\tchain in {\n".formatted(family));
        text.append("\t\ttype filter hook input priority %d; policy %s;\n".formatted(priority, lines[0]));
        for (int i = 1; i < lines.length; i++) {
            text.append("\t\t").append(lines[i]).append('\n');
        }
        return text.append("\t}\n}\n").toString();
    }
}
