package dev.packetwalk.netfilter.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.netfilter.Counters;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Jump;
import dev.packetwalk.netfilter.Policy;
import dev.packetwalk.netfilter.Rule;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class IptablesRulesTest {
    private static final String VERBOSE = """
            -P INPUT DROP -c 12 3456
            -P FORWARD ACCEPT -c 0 0
            -P OUTPUT ACCEPT -c 18446744073709551615 1
            -N web
            -A INPUT -i lo -c 7 420 -j ACCEPT
            -A INPUT -m comment --comment "x -c 1 2" -c 0 0
            -A INPUT -p udplite -c 0 0 -g web
            -A INPUT -p udp -f -c 0 0
            -A web ! -s 1.2.3.4/32 ! -i e+ ! -p tcp ! -f -c 3 4 -j RETURN
            """;

    @Test
    void counters_are_read_between_matches_and_target_and_printed_there_again() {
        Parsed<Table> parsed = IptablesRules.parse(VERBOSE, Family.IP, "filter");

        assertThat(parsed.problems()).isEmpty();
        assertThat(parsed.value().chain("INPUT").orElseThrow().counters()).isEqualTo(new Counters(12, 3456));
        Rule accept = parsed.value().chain("INPUT").orElseThrow().rule(1);
        assertThat(accept.counters()).contains(new Counters(7, 420));
        assertThat(accept.text()).isEqualTo("-A INPUT -i lo -j ACCEPT");
        assertThat(accept.line()).isEqualTo(5);
        assertThat(IptablesRules.print(parsed.value(), true)).isEqualTo(VERBOSE);
    }

    @Test
    void a_comment_that_looks_like_counters_stays_a_comment() {
        Table table = IptablesRules.parse(VERBOSE, Family.IP, "filter").value();

        assertThat(table.chain("INPUT").orElseThrow().rule(2).text())
                .isEqualTo("-A INPUT -m comment --comment \"x -c 1 2\"");
    }

    @Test
    void the_policy_chain_and_jump_of_a_plain_listing_are_read() {
        Parsed<Table> parsed = IptablesRules.parse("-P INPUT DROP\n-N web\n-A INPUT -j web\n", Family.IP6, "filter");

        assertThat(parsed.problems()).isEmpty();
        assertThat(parsed.value().family()).isEqualTo(Family.IP6);
        assertThat(parsed.value()
                        .chain("INPUT")
                        .orElseThrow()
                        .base()
                        .orElseThrow()
                        .policy())
                .isEqualTo(Policy.DROP);
        assertThat(parsed.value().chain("INPUT").orElseThrow().rule(1).target()).contains(new Jump("web"));
        assertThat(parsed.value().chain("INPUT").orElseThrow().rule(1).counters())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-A                       | 1:3   | the chain's name is missing",
                "-A web -j ACCEPT         | 1:4   | there is no chain web",
                "-P INPUT REJECT          | 1:10  | the policy 'REJECT' is not known",
                "-P web DROP              | 1:4   | the chain web is not built into the table filter, so it has no policy",
                "iptables -A INPUT        | 1:1   | this line is not understood",
                "-A INPUT -s x -j DROP -c | 1:4   | there is no chain INPUT",
            })
    void bad_lines_are_problems_with_their_place(String text, String place, String message) {
        Problem first =
                IptablesRules.parse(text, Family.IP, "filter").problems().getFirst();

        assertThat(first.line() + ":" + first.column()).isEqualTo(place);
        assertThat(first.message()).isEqualTo(message);
        assertThat(first.remedy()).isNotBlank();
    }

    @Test
    void a_chain_declared_twice_is_a_problem_and_loses_no_rule() {
        Parsed<Table> parsed = IptablesRules.parse("-N a\n-A a -j DROP\n-N a\n-A a -j ACCEPT\n", Family.IP, "filter");

        assertThat(parsed.problems()).hasSize(1);
        assertThat(parsed.value().chain("a").orElseThrow().rules()).hasSize(2);
    }

    static Stream<Path> recorded() throws IOException {
        return Corpus.files("own", "tool-output", name -> name.endsWith("iptables-S.txt"));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void a_recorded_listing_is_printed_back(Path listing) throws IOException {
        Corpus.assumePresent();
        String text = Files.readString(listing);

        Parsed<Table> parsed = IptablesRules.parse(text, Family.IP, "filter");

        assertThat(parsed.problems()).isEmpty();
        assertThat(IptablesRules.print(parsed.value(), false)).isEqualTo(text);
    }

    static Stream<Path> dumps() throws IOException {
        return Corpus.files("", "dump", name -> true);
    }

    @ParameterizedTest
    @MethodSource("dumps")
    void every_table_of_the_collection_says_the_same_in_this_form(Path dump) throws IOException {
        Corpus.assumePresent();
        Ruleset saved = IptablesSave.parse(Files.readString(dump, StandardCharsets.ISO_8859_1))
                .value();

        for (Table table : saved.tables()) {
            String printed = IptablesRules.print(table, true);
            Table read =
                    IptablesRules.parse(printed, table.family(), table.name()).value();

            assertThat(IptablesRules.print(read, true)).isEqualTo(printed);
            assertThat(rules(read)).isEqualTo(rules(table));
        }
    }

    private static String rules(Table table) {
        return IptablesSave.print(new Ruleset(java.util.List.of(table)))
                .lines()
                .filter(line -> line.contains("-A "))
                .map(line -> line.replaceFirst("^\\[\\d+:\\d+] ", ""))
                .collect(Collectors.joining("\n"));
    }
}
