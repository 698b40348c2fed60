package dev.packetwalk.netfilter.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.Rule;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Table;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What iptables-restore 1.8.9 takes, and what iptables-save prints of it. */
class DetailAndFlowOptionsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -m mac --mac-source 02:00:5e:00:53:AF           | -m mac --mac-source 02:00:5e:00:53:af
            -m pkttype --pkt-type broadcast                 |
            -m pkttype ! --pkt-type multicast               |
            -m length --length 100:200                      |
            -m length ! --length 100                        |
            -m ttl --ttl-eq 5                               |
            -m ttl ! --ttl-eq 5                             |
            -m ttl --ttl-lt 5                               |
            -m hl --hl-gt 5                                 |
            -m tos --tos 0x10/0x3f                          |
            -m tos --tos 0x10                               | -m tos --tos 0x10/0xff
            -m dscp --dscp 0x0a                             |
            -m dscp ! --dscp-class EF                       | -m dscp ! --dscp 0x2e
            -m connmark --mark 0x1                          |
            -m connmark ! --mark 0x1/0xff                   |
            -p tcp -m tcpmss --mss 500:600                  |
            -p tcp -m tcpmss ! --mss 500                    |
            -m rpfilter                                     |
            -m rpfilter --invert --loose --accept-local --validmark | -m rpfilter --loose --validmark --accept-local --invert
            -m conntrack --ctstate NEW --ctproto 6 --ctorigsrc 10.0.0.1 --ctorigdst 10.0.0.0/8 |
            -m conntrack --ctreplsrc 10.0.0.3/32 --ctrepldst 10.0.0.4 | -m conntrack --ctreplsrc 10.0.0.3 --ctrepldst 10.0.0.4
            -m conntrack ! --ctproto 17 --ctorigsrcport 5 --ctorigdstport 80:90 |
            -m conntrack --ctreplsrcport 7 ! --ctrepldstport 9 --ctdir REPLY |
            -m conntrack --ctstatus NONE                    |
            -m conntrack ! --ctstatus EXPECTED,ASSURED,CONFIRMED,SEEN_REPLY | -m conntrack ! --ctstatus EXPECTED,SEEN_REPLY,ASSURED,CONFIRMED
            -j CONNMARK --set-mark 5                        | -j CONNMARK --set-xmark 0x5/0xffffffff
            -j CONNMARK --set-xmark 0x5/0xff                |
            -j CONNMARK --or-mark 0x5                       | -j CONNMARK --set-xmark 0x5/0x5
            -j CONNMARK --xor-mark 0x5                      | -j CONNMARK --set-xmark 0x5/0x0
            -j CONNMARK --and-mark 0xf                      | -j CONNMARK --set-xmark 0x0/0xfffffff0
            -j CONNMARK --save-mark                         | -j CONNMARK --save-mark --nfmask 0xffffffff --ctmask 0xffffffff
            -j CONNMARK --restore-mark --mask 0xff          | -j CONNMARK --restore-mark --nfmask 0xff --ctmask 0xff
            -j CONNMARK --restore-mark --nfmask 0xf0 --ctmask 0xff |
            -j TTL --ttl-set 63                              |
            -j TTL --ttl-inc 2                               |
            -j TTL --ttl-dec 1                               |
            -j TOS --set-tos 0x10                            | -j TOS --set-tos 0x10/0xff
            -j TOS --set-tos 0x10/0x3f                       |
            -j DSCP --set-dscp 0x2e                          |
            -j DSCP --set-dscp-class EF                      | -j DSCP --set-dscp 0x2e
            -d 10.1.0.0/16 -j NETMAP --to 10.2.0.0/16       |
            """)
    void a_rule_is_understood_and_printed_as_the_kernel_prints_it(String typed, String printed) {
        Rule rule = rule(typed.strip());

        assertThat(RulePrinter.print(rule).strip()).isEqualTo(printed == null ? typed.strip() : printed.strip());
        assertThat(Expression.of(rule)).doesNotContain("?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-m mac --mac-source 02:00:5e",
                "-m pkttype --pkt-type nobody",
                "-m ttl --ttl-eq 256",
                "-m tos --tos 0x100",
                "-m dscp --dscp 0x40",
                "-m dscp --dscp-class AF99",
                "-m conntrack --ctdir SIDEWAYS",
                "-m conntrack --ctstatus NEW",
                "-m conntrack --ctorigsrc nobody",
                "-j CONNMARK --restore-mark --nfmask",
                "-j CONNMARK --left-shift-mark 3",
                "-j NETMAP --to nowhere"
            })
    void what_is_not_understood_is_kept_as_it_is(String typed) {
        Rule rule = rule(typed);

        assertThat(RulePrinter.print(rule).strip()).isEqualTo(typed);
        assertThat(Expression.of(rule)).containsAnyOf("?", "restore mark");
    }

    private static Rule rule(String words) {
        Ruleset ruleset = IptablesSave.parse("*mangle\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING " + words + "\nCOMMIT\n")
                .value();
        Table table = ruleset.tables().getFirst();
        Chain chain = table.chain("PREROUTING").orElseThrow();
        return chain.rule(1);
    }
}
