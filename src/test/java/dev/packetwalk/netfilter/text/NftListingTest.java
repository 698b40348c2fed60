package dev.packetwalk.netfilter.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.netfilter.BaseChain;
import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.Counters;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Hook;
import dev.packetwalk.netfilter.Policy;
import dev.packetwalk.netfilter.Rule;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NftListingTest {
    private static final String LISTING = """
            table inet fw {
            	comment "mine"
            	set allowed {
            		type ipv4_addr
            		elements = { 10.0.0.1,
            			     10.0.0.5 }
            	}

            	set seen {
            		type ipv4_addr
            		flags dynamic,timeout
            		elements = { 10.0.0.9 timeout 1m expires 30s }
            	}

            	flowtable f {
            		hook ingress priority filter
            		devices = { eth0 }
            	}

            	chain input {
            		comment "what comes in"
            		type filter hook input priority filter - 10; policy drop;
            		iif "lo" counter packets 3 bytes 99 accept comment "two { words"
            		RULE
            	}

            	chain svc {
            	}
            }
            table ip6 six {
            	chain input {
            		type filter hook input priority raw; policy accept;
            	}
            }
            table netdev dev {
            	chain ing {
            		type filter hook ingress device "lo" priority filter - 5; policy accept;
            	}
            }
            """;

    @Test
    void tables_base_chains_and_priorities_are_read() {
        Parsed<Ruleset> parsed = NftListing.parse(LISTING.replace("RULE", "drop"));

        assertThat(parsed.problems()).isEmpty();
        assertThat(parsed.value().tables())
                .extracting(Table::family)
                .containsExactly(Family.INET, Family.IP6, Family.NETDEV);
        Chain input = input(parsed.value());
        assertThat(input.base()).contains(new BaseChain(BaseChain.Type.FILTER, Hook.INPUT, -10, Policy.DROP));
        assertThat(input.rules()).hasSize(2);
        assertThat(input.rule(1).counters()).contains(new Counters(3, 99));
        assertThat(input.rule(1).text())
                .isEqualTo("iif \"lo\" counter packets 3 bytes 99 accept comment \"two { words\"");
        assertThat(input.rule(1).line()).isEqualTo(23);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            iifname "eth*" accept                              | [in eth+] accept
            iifname { "lo", "eth1" } counter packets 0 bytes 0 accept | [in lo,eth1] accept
            oifname != "lo" drop                               | [not out lo] drop
            ct state established,related accept                | [state RELATED,ESTABLISHED] accept
            ct state { established, related } accept           | [state RELATED,ESTABLISHED] accept
            ct state != established drop                       | [not state ESTABLISHED] drop
            ct state vmap { invalid : drop, established : accept, related : accept } | [] vmap {state INVALID : drop, state ESTABLISHED : accept, state RELATED : accept}
            iifname vmap { "lo" : accept, "eth0" : jump svc }  | [] vmap {in lo : accept, in eth0 : jump svc}
            tcp dport { 22, 80-90, 443 } ct state new accept   | [proto tcp, dport 22,80:90,443, state NEW] accept
            tcp dport != 22 drop                               | [proto tcp, not dport 22] drop
            tcp dport vmap { 22 : accept, 23 : drop }          | [proto tcp] vmap {dport 22 : accept, dport 23 : drop}
            udp sport 53 udp dport 1024-65535 return           | [proto udp, sport 53, proto udp, dport 1024:65535] return
            meta l4proto tcp reject with tcp reset             | [proto tcp] reject tcp-reset
            meta l4proto { icmp, ipv6-icmp } accept            | [proto icmp,ipv6-icmp] accept
            reject with icmpx admin-prohibited                 | [] reject icmpx-admin-prohibited
            reject                                             | [] reject icmp-port-unreachable
            ip protocol icmp drop                              | [family ip, proto icmp] drop
            icmp type { echo-reply, echo-request } accept      | [proto icmp, family ip, any(icmp 0, icmp 8)] accept
            ip saddr { 10.0.0.0/8, 192.168.1.1-192.168.1.9 } accept | [family ip, src 10.0.0.0/8,192.168.1.1-192.168.1.9] accept
            ip saddr != 10.0.0.0/8 drop                        | [family ip, not src 10.0.0.0/8] drop
            ip saddr @allowed accept                           | [family ip, src 10.0.0.1/32,10.0.0.5/32] accept
            ip saddr @seen accept                              | [? ip saddr @seen] accept
            ip6 saddr fe80::/10 accept                         | [family ip6, src fe80::/10] accept
            tcp flags syn / fin,syn,rst,ack accept             | [proto tcp, flags FIN,SYN,RST,ACK SYN] accept
            tcp flags syn,ack accept                           | [proto tcp, not flags SYN,ACK NONE] accept
            meta mark 0x00000005 accept                        | [mark 0x5/0xffffffff] accept
            meta mark set 0x00000007 accept                    | [] mark 0x7/0xffffffff & accept
            meta mark set 0x7 ip saddr 10.0.0.1 drop           | [] mark 0x7/0xffffffff & vmap {all(family ip, src 10.0.0.1/32) : drop}
            meta nfproto ipv4 goto svc                         | [family ip] goto svc
            log prefix "x: y" level debug drop                 | [] then log prefix "x: y" level debug & drop
            th dport 53 accept                                 | [dport 53] accept
            udp dport 53 notrack                               | [proto udp, dport 53] notrack notrack
            oifname "eth0" masquerade                          | [out eth0] masquerade
            tcp dport 80 snat ip to 10.0.0.1                   | [proto tcp, dport 80] snat 10.0.0.1-10.0.0.1
            tcp dport 8080 dnat ip to 10.0.0.1:80              | [proto tcp, dport 8080] dnat 10.0.0.1-10.0.0.1:80
            tcp dport 99 redirect to :22                       | [proto tcp, dport 99] redirect :22
            limit rate over 10/second burst 5 packets drop     | [? limit rate over 10/second burst 5 packets] drop
            ip protocol icmp icmp type echo-request limit rate 5/second accept | [family ip, proto icmp, proto icmp, family ip, icmp 8, ? limit rate 5/second] accept
            meta pkttype broadcast drop                        | [? meta pkttype broadcast] drop
            fib daddr type local accept                        | [? fib daddr type local] accept
            ip daddr . tcp dport { 10.0.0.1 . 22 } accept      | [? ip daddr . tcp dport { 10.0.0.1 . 22 }] accept
            xt match string counter packets 0 bytes 0 drop     | [? xt match string] drop
            ct mark set meta mark                              | [? ct mark set meta mark]
            meta mark set ct mark drop                         | [] restore mark & vmap {all(? ct mark) : drop}
            ip dscp set cs1 accept                             | [] ? ip dscp set cs1 accept
            queue to 3                                         | [] ? queue to 3
            """)
    void a_rule_is_understood(String text, String expected) {
        Parsed<Ruleset> parsed = NftListing.parse(LISTING.replace("RULE", text.strip()));

        assertThat(parsed.problems()).isEmpty();
        Rule rule = input(parsed.value()).rule(2);
        assertThat(Expression.of(rule)).isEqualTo(expected.strip());
        assertThat(rule.text()).isEqualTo(text.strip());
    }

    @Test
    void a_state_that_is_compared_with_several_at_once_equals_none_of_them() {
        Parsed<Ruleset> parsed = NftListing.parse(LISTING.replace("RULE", "ct state != established | related drop"));

        assertThat(Expression.of(input(parsed.value()).rule(2))).isEqualTo("[not state ] drop");
    }

    @Test
    void a_table_that_iptables_save_shows_is_not_counted_twice_but_what_it_hides_is_added() {
        String saved = "*filter\n:INPUT DROP [0:0]\n-A INPUT -i lo -j ACCEPT\nCOMMIT\n";
        String listing = """
                table ip filter {
                	chain INPUT {
                		type filter hook input priority filter; policy drop;
                		iifname "lo" counter packets 0 bytes 0 accept
                	}

                	chain extra {
                		type filter hook input priority filter - 10; policy drop;
                	}
                }
                table ip mine {
                	chain in {
                		type filter hook input priority 5; policy accept;
                	}
                }
                """;

        Ruleset ruleset = RulesetText.read(saved, listing).value();

        assertThat(ruleset.tables()).extracting(Table::name).containsExactly("filter", "mine");
        assertThat(ruleset.tables().getFirst().chains()).extracting(Chain::name).containsExactly("INPUT", "extra");
        assertThat(ruleset.tables().getFirst().chains().getFirst().rule(1).text())
                .isEqualTo("-A INPUT -i lo -j ACCEPT");
        assertThat(RulesetText.read("", "").value()).isEqualTo(Ruleset.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "}",
                "table",
                "table ip x {",
                "table ip x {\nchain c {",
                "table ip x {\nset s {",
                "table ip x {\nchain c {\nip saddr {",
                "table ip x {\nchain c {\nct state vmap {",
                "table ip x {\nchain c {\nmeta",
                "table ip x {\nchain c {\ntype filter hook input priority bogus;"
            })
    void broken_listings_give_problems_and_no_exception(String text) {
        assertThat(NftListing.parse(text).problems()).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.line()).isPositive();
            assertThat(problem.remedy()).isNotBlank();
        });
    }

    private static Chain input(Ruleset ruleset) {
        return ruleset.table(Family.INET, "fw").orElseThrow().chain("input").orElseThrow();
    }
}
