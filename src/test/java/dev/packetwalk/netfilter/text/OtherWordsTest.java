package dev.packetwalk.netfilter.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Rule;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same rules as a listing and in nftables' language. */
class OtherWordsTest {
    /** What both tools are asked about; nothing that they can't say. */
    private static final String RULES = """
            *filter
            :INPUT DROP [12:3400]
            :FORWARD ACCEPT [0:0]
            :OUTPUT ACCEPT [0:0]
            :WEB - [0:0]
            [5234:420123] -A INPUT -i lo -j ACCEPT
            [23456:1800000] -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            [342:20520] -A INPUT -p tcp -m state --state NEW -m tcp --dport 22 -j ACCEPT
            [0:0] -A INPUT -p tcp -m multiport --dports 80,443,8000:8010 -j ACCEPT
            [0:0] -A INPUT -p icmp -m icmp --icmp-type 8 -j ACCEPT
            [0:0] -A INPUT -s 10.0.0.0/8 ! -d 192.168.1.1/32 ! -i eth0 -j WEB
            [0:0] -A INPUT -p udp -m udp --sport 1024:65535 --dport 53 -j REJECT --reject-with icmp-port-unreachable
            [0:0] -A INPUT -p tcp -j REJECT --reject-with tcp-reset
            [0:0] -A INPUT -m limit --limit 3/min --limit-burst 10 -j LOG --log-prefix "drop: "
            [0:0] -A INPUT -p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN -m comment --comment "a b" -j DROP
            [0:0] -A INPUT -m mark --mark 0x1/0xf -j RETURN
            [0:0] -A INPUT -m addrtype --dst-type LOCAL -g WEB
            [0:0] -A INPUT -p tcp -m tcp ! --dport 22 -j DROP
            [0:0] -A INPUT -p icmp -j ACCEPT
            [0:0] -A INPUT
            [0:0] -A INPUT -s 1.2.3.4/32 -p gre -j ACCEPT
            [1234567890:9876543210987] -A INPUT -m conntrack --ctstate INVALID -j DROP
            [0:0] -A FORWARD -i docker0 ! -o docker0 -j ACCEPT
            [0:0] -A OUTPUT -m owner --uid-owner 0 -j DROP
            COMMIT
            *nat
            :PREROUTING ACCEPT [0:0]
            :INPUT ACCEPT [0:0]
            :OUTPUT ACCEPT [0:0]
            :POSTROUTING ACCEPT [0:0]
            [0:0] -A PREROUTING -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80
            [0:0] -A OUTPUT -p tcp -m tcp --dport 81 -j REDIRECT --to-ports 8080
            [0:0] -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE
            [0:0] -A POSTROUTING -o eth0 -j SNAT --to-source 1.2.3.4
            COMMIT
            """;

    @Test
    void what_is_printed_as_a_listing_can_be_read_as_one() {
        for (Table table : ruleset().tables()) {
            Parsed<IptablesListing> listing = IptablesListing.parse(IptablesListing.print(table));

            assertThat(listing.problems()).isEmpty();
            for (Chain chain : table.chains()) {
                assertThat(listing.value().rules(chain.name())).hasSameSizeAs(chain.rules());
            }
        }
    }

    @Test
    void a_listing_tells_of_counters_targets_and_what_stands_behind_the_columns() {
        String listing =
                IptablesListing.print(ruleset().table(Family.IP, "filter").orElseThrow());

        assertThat(listing)
                .contains("Chain INPUT (policy DROP 12 packets, 3400 bytes)\n")
                .contains("1     5234  420K ACCEPT     all  --  lo     *       0.0.0.0/0            0.0.0.0/0")
                .contains(
                        "3      342 20520 ACCEPT     tcp  --  *      *       0.0.0.0/0            0.0.0.0/0            state NEW tcp dpt:22\n")
                .contains("10.0.0.0/8          !192.168.1.1")
                .contains("Chain WEB (2 references)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT               | tcp dport 22 counter accept
            -A INPUT -m state --state ESTABLISHED,RELATED -j ACCEPT   | ct state related,established counter accept
            -A FORWARD ! -i eth+ -j DROP                              | iifname != "eth*" counter drop
            -A INPUT -p udp -m multiport --dports 53,67 -j DROP       | ip protocol udp udp dport { 53, 67 } counter drop
            -A INPUT -s 10.0.0.1/32 -j REJECT --reject-with icmp-host-prohibited | ip saddr 10.0.0.1 counter reject with icmp host-prohibited
            """)
    void a_rule_says_the_same_in_the_other_language(String iptables, String nft) {
        assertThat(NftTranslation.rule(rule(iptables))).contains(nft);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -A INPUT -m recent --name ssh --set -j DROP
            -A INPUT -m unheard --of 1 -j DROP
            -A INPUT -j UNHEARD
            -A INPUT -p tcp -m multiport --ports 80 -j DROP
            """)
    void a_rule_with_words_that_are_not_known_is_not_translated(String iptables) {
        assertThat(NftTranslation.rule(rule(iptables))).isEmpty();
    }

    @Test
    @Tag("kernel")
    void the_tools_own_listing_says_the_same(@TempDir Path folder) throws Exception {
        Path rules = Files.writeString(folder.resolve("rules"), RULES);
        for (Table table : ruleset().tables()) {
            String listed = run(
                    "unshare",
                    "-n",
                    "sh",
                    "-c",
                    "iptables-restore -c < " + rules + " && iptables -t " + table.name() + " -L -n -v --line-numbers");
            List<String> theirs = fields(IptablesListing.parse(listed).value(), table);
            List<String> ours =
                    fields(IptablesListing.parse(IptablesListing.print(table)).value(), table);
            assertThat(ours).containsExactlyInAnyOrderElementsOf(theirs);
        }
    }

    @Test
    @Tag("kernel")
    void the_tools_own_translation_says_the_same(@TempDir Path folder) throws Exception {
        assumeThat(Path.of("/usr/sbin/iptables-restore-translate")).exists();
        Path rules = Files.writeString(folder.resolve("rules"), RULES);
        List<String> theirs = run("iptables-restore-translate", "-f", rules.toString())
                .lines()
                .filter(line -> line.startsWith("add rule"))
                .map(line -> line.replaceFirst("add rule ip \\S+ \\S+ ", ""))
                .toList();
        List<String> ours = ruleset().tables().stream()
                .flatMap(table -> table.chains().stream())
                .flatMap(chain -> chain.rules().stream())
                .map(rule -> NftTranslation.rule(rule).orElse("not translated: " + rule.text()))
                .toList();
        assertThat(ours).containsExactlyInAnyOrderElementsOf(theirs);
    }

    private static Ruleset ruleset() {
        Parsed<Ruleset> parsed = IptablesSave.parse(RULES);
        assertThat(parsed.problems()).isEmpty();
        return parsed.value();
    }

    private static Rule rule(String line) {
        String save = "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n" + line + "\nCOMMIT\n";
        return IptablesSave.parse(save).value().tables().getFirst().chains().stream()
                .flatMap(chain -> chain.rules().stream())
                .findFirst()
                .orElseThrow();
    }

    /** Protocols by name or number are the same to us. */
    private static List<String> fields(IptablesListing listing, Table table) {
        List<String> fields = new ArrayList<>();
        for (Chain chain : table.chains()) {
            for (ListedRule rule : listing.rules(chain.name())) {
                StringBuilder line = new StringBuilder(chain.name());
                rule.fields().forEach(field -> line.append(' ').append(plain(field)));
                fields.add(line.toString());
            }
        }
        return fields;
    }

    private static String plain(ListedField field) {
        return field.column() != ListedColumn.PROTOCOL
                ? field.text()
                : switch (field.text()) {
                    case "0" -> "all";
                    case "1" -> "icmp";
                    case "6" -> "tcp";
                    case "17" -> "udp";
                    case "47" -> "gre";
                    default -> field.text();
                };
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
