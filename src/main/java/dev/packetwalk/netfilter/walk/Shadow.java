package dev.packetwalk.netfilter.walk;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A rule that no packet can reach.
 *
 * @param rule the rule that is in vain
 * @param takenBy the earlier rules of its chain that take all packets it would match; empty when there are no such packets
 */
public record Shadow(RuleAt rule, List<RuleAt> takenBy) {
    public Shadow {
        takenBy = List.copyOf(takenBy);
    }

    /** In words: {@code rule 3 of INPUT is never reached: rule 1 (-A INPUT -j DROP) takes every packet before it}. */
    public String describe() {
        String place = "rule " + rule.number() + " of " + Places.name(rule.family(), rule.table(), rule.chain());
        if (takenBy.isEmpty()) {
            return place + " can't match any packet: " + rule.rule().text();
        }
        String takers = takenBy.stream()
                .map(taker -> "rule " + taker.number() + " (" + taker.rule().text() + ")")
                .collect(Collectors.joining(" and "));
        return place + " is never reached: " + takers + (takenBy.size() == 1 ? " takes" : " take")
                + " every packet that it would match";
    }
}
