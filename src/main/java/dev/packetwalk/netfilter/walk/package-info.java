/**
 * Walks packets, and sets of packets, through a ruleset and a conntrack table; the result explains itself.
 *
 * <p>About whole rulesets:
 *
 * {@snippet :
 * RulesInVain inVain = Analysis.of(ruleset).rulesInVain();
 * inVain.shadows().forEach(shadow -> System.out.println(shadow.describe()));
 * inVain.redundancies().forEach(redundancy -> System.out.println(redundancy.describe()));
 * Openings.of(ruleset).openings().forEach(opening -> System.out.println(opening.describe()));
 * RulesetDifference.between(before, after).differences().forEach(one -> System.out.println(one.describe()));
 * }
 *
 * <p>Knows nothing about text formats, sandboxes or grades.
 *
 * <p>What happens to one packet, and why:
 *
 * {@snippet :
 * Ruleset ruleset = IptablesSave.parse(iptablesSave).value();
 * Host host = new Host(List.of(new InterfaceAddress("eth0", Address.of("10.0.0.2"), 24)), List.of(), false);
 * Packet packet = PacketSpec.parse("in=eth0 proto=tcp src=10.0.0.9 sport=40000 dst=10.0.0.2 dport=22")
 *         .value()
 *         .orElseThrow();
 * Walker walker = Walker.of(ruleset, host, List.of());
 * Walk walk = walker.walk(packet);
 * walk.steps().forEach(step -> System.out.println(step.describe()));
 * System.out.println(walk.verdict() + ", because " + walk.because());
 * Walker later = walker.after(walk);
 * }
 */
@NullMarked
package dev.packetwalk.netfilter.walk;

import org.jspecify.annotations.NullMarked;
