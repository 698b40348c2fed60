package dev.packetwalk.netfilter.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.netfilter.Policy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IptablesListingTest {
    private static final String HEADING =
            "num   pkts bytes target     prot opt in     out     source               destination         \n";
    private static final String VERBOSE =
            "Chain INPUT (policy DROP 56 packets, 4494K bytes)\n" + HEADING + """
            1    32996  127M ACCEPT     0    --  lo     *       0.0.0.0/0            0.0.0.0/0          \s
            2        0     0 web        136  --  *      *       0.0.0.0/0            0.0.0.0/0           [goto]\s
            3        0     0            0    --  *      *       0.0.0.0/0            0.0.0.0/0            /* x -c 1 2 */
            4        0     0            17   -f  *      *       0.0.0.0/0            0.0.0.0/0          \s

            Chain web (1 references)
            """ + HEADING + """
            1        0     0 RETURN    !6    !f  !e+    *      !1.2.3.4              0.0.0.0/0          \s
            2        0     0 MASQUERADE  0    --  *      dmz0    0.0.0.0/0            0.0.0.0/0          \s
            """;

    @Test
    void every_field_of_a_rule_is_found_by_its_column() {
        IptablesListing listing = read(VERBOSE);

        ListedRule first = listing.rules("INPUT").getFirst();
        assertThat(fields(first)).isEqualTo("1 32996 127M ACCEPT 0 -- lo * 0.0.0.0/0 0.0.0.0/0 ");
        assertThat(first.number()).isEqualTo(1);
        assertThat(first.line()).isEqualTo(3);
        ListedRule negated = listing.rules("web").getFirst();
        assertThat(fields(negated)).isEqualTo("1 0 0 RETURN !6 !f !e+ * !1.2.3.4 0.0.0.0/0 ");
        assertThat(negated.field(ListedColumn.SOURCE).orElseThrow().negated()).isTrue();
        assertThat(fields(listing.rules("web").get(1))).isEqualTo("2 0 0 MASQUERADE 0 -- * dmz0 0.0.0.0/0 0.0.0.0/0 ");
    }

    @Test
    void each_field_says_where_it_stands() {
        for (ListedLine line : read(VERBOSE).lines()) {
            if (line instanceof ListedRule rule) {
                for (ListedField field : rule.fields()) {
                    assertThat(rule.raw().substring(field.start(), field.end())).isEqualTo(field.text());
                }
            }
        }
    }

    @Test
    void a_rule_without_target_has_an_empty_one() {
        List<ListedRule> rules = read(VERBOSE).rules("INPUT");

        assertThat(rules.get(2).text(ListedColumn.TARGET)).isEmpty();
        assertThat(rules.get(2).text(ListedColumn.PROTOCOL)).isEqualTo("0");
        assertThat(rules.get(2).text(ListedColumn.DETAILS)).isEqualTo("/* x -c 1 2 */");
        assertThat(rules.get(3).text(ListedColumn.OPTIONS)).isEqualTo("-f");
    }

    @Test
    void a_goto_is_told_from_a_jump() {
        List<ListedRule> rules = read(VERBOSE).rules("INPUT");

        assertThat(rules.get(0).isGoto()).isFalse();
        assertThat(rules.get(1).isGoto()).isTrue();
        assertThat(rules.get(1).text(ListedColumn.TARGET)).isEqualTo("web");
    }

    @Test
    void chains_say_their_policy_or_how_many_rules_refer_to_them() {
        List<ListedChain> chains = read(VERBOSE).chains();

        assertThat(chains.get(0).policy()).contains(Policy.DROP);
        assertThat(chains.get(0).packets().orElseThrow().exact()).isTrue();
        assertThat(chains.get(0).bytes().orElseThrow().exact()).isFalse();
        assertThat(chains.get(1).policy()).isEmpty();
        assertThat(chains.get(1).references()).contains(1);
    }

    /** As xtables_print_num rounds: half up, once for each step. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "99999, 99999, 99999",
        "198K, 197500, 198499",
        "127M, 126499500, 127499499",
        "0K, 0, 499",
        "18446744073709551615, 9223372036854775807, 9223372036854775807",
        "99999999999999999999T, 9223372036854774807, 9223372036854775807"
    })
    void a_rounded_counter_is_a_range(String text, long least, long most) {
        ListedCount count = ListedCount.parse(text).orElseThrow();

        if (!text.endsWith("T")) {
            assertThat(count.least()).isEqualTo(least);
        }
        assertThat(count.most()).isEqualTo(most);
    }

    @Test
    void ipv6_rules_are_read_with_wide_addresses_and_in_the_old_form_without_options() {
        IptablesListing listing = read("""
                Chain INPUT (policy ACCEPT)
                target     prot opt source               destination        \s
                DROP       ipv6-icmp -- !fe80:1234:5678:9abc:def0:1234:5678:9abc  anywhere           \s
                           all      anywhere             anywhere             /* x */
                DROP       icmpv6    ::/0                 ::/0                ipv6-icmptype 1
                DROP       udplite--  anywhere             anywhere           \s
                """);

        assertThat(listing.rules("INPUT").stream().map(IptablesListingTest::fields))
                .containsExactly(
                        "DROP ipv6-icmp -- !fe80:1234:5678:9abc:def0:1234:5678:9abc anywhere ",
                        " all  anywhere anywhere /* x */",
                        "DROP icmpv6  ::/0 ::/0 ipv6-icmptype 1",
                        "DROP udplite -- anywhere anywhere ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "Chain INPUT (policy MAYBE)",
                "Chain INPUT (policy DROP)\ntarget     prot opt source               destination\nDROP       tcp  --  any",
                "Chain c (0 references)\nnum  target     prot opt source               destination\nx    DROP       tcp  --  a b",
                "Chain c (0 references)\n pkts bytes target     prot opt in     out     source               destination\n    1    x DROP",
                "DROP       tcp  --  0.0.0.0/0            0.0.0.0/0"
            })
    void a_line_that_is_no_part_of_a_listing_is_a_problem_and_kept(String text) {
        Parsed<IptablesListing> parsed = IptablesListing.parse(text);

        assertThat(parsed.problems()).hasSize(1);
        assertThat(parsed.problems().getFirst().line())
                .isEqualTo((int) text.lines().count());
        assertThat(parsed.value().print()).isEqualTo(text + "\n");
    }

    static Stream<Path> recorded() throws IOException {
        return Stream.concat(
                Corpus.files("own", "tool-output", name -> name.contains("iptables-L")),
                Corpus.files("BSD-2-Clause", "iptables-L", name -> true));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void recorded_listings_are_understood_line_by_line_and_printed_back(Path listing) throws IOException {
        Corpus.assumePresent();
        String text = Files.readString(listing, StandardCharsets.ISO_8859_1);

        Parsed<IptablesListing> parsed = IptablesListing.parse(text);

        assertThat(parsed.problems()).isEmpty();
        assertThat(parsed.value().print()).isEqualTo(text);
        long rules = text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("Chain ") && !line.contains("prot opt"))
                .count();
        assertThat(parsed.value().lines().stream().filter(ListedRule.class::isInstance))
                .hasSize((int) rules);
    }

    private static IptablesListing read(String text) {
        Parsed<IptablesListing> parsed = IptablesListing.parse(text);
        assertThat(parsed.problems()).isEmpty();
        assertThat(parsed.value().print()).isEqualTo(text);
        return parsed.value();
    }

    private static String fields(ListedRule rule) {
        return rule.fields().stream().map(ListedField::text).collect(Collectors.joining(" "));
    }
}
