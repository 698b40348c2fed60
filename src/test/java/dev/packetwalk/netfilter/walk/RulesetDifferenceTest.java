package dev.packetwalk.netfilter.walk;

import static dev.packetwalk.netfilter.walk.Rulesets.filter;
import static dev.packetwalk.netfilter.walk.Rulesets.ruleset;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RulesetDifferenceTest {
    private static final long SEED = Long.getLong("packetwalk.seed", 20261122L);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INPUT DROP;-A INPUT -p tcp -j ACCEPT | INPUT ACCEPT;-A INPUT -p tcp -j ACCEPT;-A INPUT -j DROP",
                "INPUT DROP;-A INPUT -p tcp -j ACCEPT | INPUT DROP;-A INPUT -p tcp -j ACCEPT;-A INPUT -i lo -p tcp -j DROP",
                "INPUT DROP;-A INPUT -p tcp -j ACCEPT | INPUT DROP;:u -;-A INPUT -j u;-A u -p tcp -j ACCEPT",
                "INPUT DROP;-A INPUT -m multiport --dports 22,80 | INPUT DROP;-A INPUT -m multiport --dports 22,80,443",
                "INPUT DROP;-A INPUT -m limit --limit 1/sec -j ACCEPT | INPUT DROP;-A INPUT -m limit --limit 1/sec -j ACCEPT;-A"
                        + " INPUT -j DROP",
                "INPUT DROP;-A INPUT -s 10.0.0.0/9 -j ACCEPT;-A INPUT -s 10.128.0.0/9 -j ACCEPT | INPUT DROP;-A INPUT -s 10.0.0.0/8"
                        + " -j ACCEPT",
            })
    void rulesets_that_mean_the_same_do_not_differ(String first, String second) {
        RulesetDifference difference = RulesetDifference.between(filter(first), filter(second));

        assertThat(difference.complete()).isTrue();
        assertThat(difference.differences()).isEmpty();
    }

    @Test
    void an_opened_port_is_one_difference_with_an_example_and_both_reasons() {
        RulesetDifference difference = RulesetDifference.between(
                filter("INPUT DROP;-A INPUT -p tcp -m tcp --dport 80 -j ACCEPT"),
                filter(
                        "INPUT DROP;-A INPUT -p tcp -m tcp --dport 80 -j ACCEPT;-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT"));

        assertThat(difference.differences()).singleElement().satisfies(one -> {
            assertThat(one.way()).isEqualTo(Way.ARRIVING);
            assertThat(one.example().toString()).contains("proto=tcp").contains("dport=22");
            assertThat(one.first().because()).isEqualTo("no rule of INPUT decides, and its policy is DROP");
            assertThat(one.second().because())
                    .isEqualTo("rule 2 of INPUT accepts it: -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT");
        });
    }

    @Test
    void another_answer_and_another_translation_are_differences() {
        assertThat(RulesetDifference.between(
                                filter("INPUT DROP;-A INPUT -p tcp -j REJECT --reject-with tcp-reset"),
                                filter("INPUT DROP;-A INPUT -p tcp -j REJECT --reject-with icmp-port-unreachable"))
                        .differences())
                .hasSize(1);
        assertThat(RulesetDifference.between(
                                ruleset(
                                        "*nat;:PREROUTING ACCEPT;-A PREROUTING -p tcp -m tcp --dport 80 -j DNAT --to-destination"
                                                + " 10.0.0.2:80;COMMIT"),
                                ruleset(
                                        "*nat;:PREROUTING ACCEPT;-A PREROUTING -p tcp -m tcp --dport 80 -j DNAT --to-destination"
                                                + " 10.0.0.3:80;COMMIT"))
                        .differences())
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.example().toString()).contains("dport=80"));
    }

    @Test
    void a_translated_packet_is_named_as_it_came() {
        String nat =
                "*nat;:PREROUTING ACCEPT;-A PREROUTING -d 192.0.2.1/32 -p tcp -m tcp --dport 8080 -j DNAT --to-destination"
                        + " 10.0.0.2:80;COMMIT;*filter;:FORWARD DROP;";
        RulesetDifference difference = RulesetDifference.between(
                ruleset(nat + "COMMIT"),
                ruleset(
                        nat
                                + "-A FORWARD -d 10.0.0.2/32 -p tcp -m tcp --dport 80 -m conntrack --ctstate NEW -j ACCEPT;COMMIT"));

        assertThat(difference.differences())
                .extracting(one -> one.example().toString())
                .anyMatch(text -> text.contains("dst=192.0.2.1 ") && text.contains("dport=8080"))
                .anyMatch(text -> text.contains("dst=10.0.0.2 ") && text.contains("dport=80 "));
    }

    @Test
    void a_state_asked_for_before_connection_tracking_concerns_packets_of_every_state() {
        RulesetDifference difference = RulesetDifference.between(
                ruleset("*raw;:PREROUTING ACCEPT;COMMIT"),
                ruleset("*raw;:PREROUTING ACCEPT;-A PREROUTING -m conntrack --ctstate INVALID -j DROP;COMMIT"));

        assertThat(difference.differences())
                .extracting(one -> one.example().state())
                .contains(dev.packetwalk.netfilter.ConnState.NEW);
    }

    @Test
    void ipv6_is_compared_where_there_are_rules_for_it() {
        Ruleset first = ruleset("# Generated by ip6tables-save v1.8.9 (nf_tables);*filter;:INPUT DROP;COMMIT");
        Ruleset second = ruleset(
                "# Generated by ip6tables-save v1.8.9 (nf_tables);*filter;:INPUT DROP;-A INPUT -s fe80::/10 -j ACCEPT;COMMIT");

        assertThat(RulesetDifference.between(first, second).differences())
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.example().source().toString()).startsWith("fe"));
    }

    @Test
    void what_the_budget_does_not_reach_is_not_told_as_a_difference() {
        RulesetDifference difference = RulesetDifference.between(
                filter("INPUT DROP;-A INPUT -p tcp -j ACCEPT"),
                filter("INPUT ACCEPT;-A INPUT -p udp -j ACCEPT"),
                new Budget(3));

        assertThat(difference.complete()).isFalse();
        assertThat(difference.differences()).isEmpty();
    }

    static Stream<Long> seeds() {
        return IntStream.range(0, 150).mapToObj(i -> SEED + i);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void a_rule_that_no_packet_reaches_and_a_harmless_swap_make_no_difference(long seed) {
        Random random = new Random(seed);
        RandomRulesets rulesets = new RandomRulesets(random, random.nextBoolean());
        List<String> lines = new ArrayList<>(rulesets.text().lines().toList());
        Ruleset first = rulesets.ruleset(text(lines));
        int input = lines.lastIndexOf(lines.stream()
                .filter(line -> line.startsWith(":INPUT "))
                .reduce((a, b) -> b)
                .orElseThrow());
        String policy = lines.get(input).contains("DROP") ? "DROP" : "ACCEPT";
        String opposite = policy.equals("DROP") ? "ACCEPT" : "DROP";
        lines.add(lines.size() - 1, "-A INPUT -j " + policy);
        lines.add(lines.size() - 1, "-A INPUT -p tcp -j " + opposite);
        swapOne(lines, random);

        RulesetDifference difference = RulesetDifference.between(first, rulesets.ruleset(text(lines)));

        assertThat(difference.complete()).isTrue();
        assertThat(difference.differences()).as("%s%n%s", first, text(lines)).isEmpty();
    }

    /** Two neighbours of a chain that do the same don't mind which comes first. */
    private static void swapOne(List<String> lines, Random random) {
        List<Integer> places = IntStream.range(0, lines.size() - 1)
                .filter(i -> verdict(lines.get(i)).equals(verdict(lines.get(i + 1))))
                .filter(i ->
                        !verdict(lines.get(i)).isEmpty() && !(lines.get(i) + lines.get(i + 1)).contains("-m limit"))
                .boxed()
                .toList();
        if (!places.isEmpty()) {
            int at = places.get(random.nextInt(places.size()));
            Collections.swap(lines, at, at + 1);
        }
    }

    private static String verdict(String line) {
        String chain = line.startsWith("-A ") ? line.split(" ", 3)[1] : "";
        return line.endsWith("-j ACCEPT") || line.endsWith("-j DROP")
                ? chain + line.substring(line.lastIndexOf(' '))
                : "";
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void differences_are_exactly_the_packets_that_end_differently_when_walked_singly(long seed) {
        Random random = new Random(seed);
        RandomRulesets rulesets = new RandomRulesets(random, false);
        List<String> lines = new ArrayList<>(rulesets.text().lines().toList());
        boolean marks = text(lines).contains("MARK");
        Ruleset first = rulesets.ruleset(text(lines));
        change(lines, random);
        Ruleset second = rulesets.ruleset(text(lines));
        RandomPackets packets = new RandomPackets(random);

        RulesetDifference difference = RulesetDifference.between(first, second);

        assertThat(difference.complete()).isTrue();
        for (Difference one : difference.differences()) {
            for (Packet packet : one.packets().examples()) {
                if (!marks || !packet.in().equals("lo")) {
                    assertThat(verdict(one.way(), first, packet))
                            .as("%s%n%s%n%s", first, text(lines), one.describe())
                            .isEqualTo(one.first().verdict())
                            .isNotEqualTo(one.second().verdict());
                    assertThat(verdict(one.way(), second, packet))
                            .isEqualTo(one.second().verdict());
                }
            }
        }
        for (int i = 0; i < 100; i++) {
            Packet packet = packets.next();
            boolean differs = verdict(Way.ARRIVING, first, packet) != verdict(Way.ARRIVING, second, packet);
            assertThat(difference.differences().stream()
                            .anyMatch(one ->
                                    one.way() == Way.ARRIVING && one.packets().contains(packet)))
                    .as("%s%n%s%n%s", first, text(lines), packet)
                    .isEqualTo(differs);
        }
    }

    private static void change(List<String> lines, Random random) {
        List<Integer> rules = IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).startsWith("-A "))
                .boxed()
                .toList();
        int at = rules.get(random.nextInt(rules.size()));
        String rule = lines.get(at);
        switch (random.nextInt(3)) {
            case 0 -> lines.remove(at);
            case 1 ->
                lines.set(
                        at,
                        rule.endsWith("DROP")
                                ? rule.replace("-j DROP", "-j ACCEPT")
                                : rule.replace("-j ACCEPT", "-j DROP"));
            default -> lines.add(at, "-A " + rule.split(" ", 3)[1] + " -p udp -j DROP");
        }
    }

    private static Verdict verdict(Way way, Ruleset ruleset, Packet packet) {
        Walker walker = Walker.of(ruleset);
        return switch (way) {
            case ARRIVING -> walker.arriving(packet).verdict();
            case FORWARDED -> walker.forwarded(packet).verdict();
            case LEAVING -> walker.leaving(packet).verdict();
        };
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}
