/**
 * The vocabulary of netfilter: ruleset, table, chain, rule, match, target, packet, flow, verdict.
 *
 * <p>Immutable values only. Knows nothing about text formats, files, clocks, frameworks, lessons or sandboxes.
 *
 * <p>From a saved text to an answer:
 *
 * {@snippet :
 * Ruleset ruleset = RulesetText.read(iptablesSave, nftListing).value();
 * Analysis analysis = Analysis.of(ruleset);
 * PacketSet strangers = PacketSet.fromNetwork().withState(ConnState.NEW, ConnState.INVALID);
 * for (Outcome outcome : analysis.arriving(strangers)) {
 *     if (outcome.verdict() == Verdict.ACCEPT) {
 *         System.out.println(outcome.example().describe() + " gets in: " + outcome.because());
 *     }
 * }
 * analysis.shadows().forEach(shadow -> System.out.println(shadow.describe()));
 * Walk walk = Walker.of(ruleset).arriving(strangers.example().orElseThrow());
 * walk.steps().forEach(step -> System.out.println(step.describe()));
 * }
 */
@NullMarked
package dev.packetwalk.netfilter;

import org.jspecify.annotations.NullMarked;
