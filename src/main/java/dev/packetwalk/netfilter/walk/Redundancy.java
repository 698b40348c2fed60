package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A rule that could be left out, because its packets would end the same without it.
 *
 * @param rule the rule
 * @param verdict how its packets end
 * @param otherwiseBy the rules and policies that would do it
 */
public record Redundancy(RuleAt rule, Verdict verdict, List<Decider> otherwiseBy) {
    public Redundancy {
        otherwiseBy = List.copyOf(otherwiseBy);
    }

    /** In words: {@code rule 3 of INPUT changes nothing: without it, the policy of INPUT (DROP) would drop its packets}. */
    public String describe() {
        String others = otherwiseBy.stream()
                .map(other -> other instanceof RuleAt at
                        ? "rule " + at.number() + inOtherChain(at) + " ("
                                + at.rule().text() + ")"
                        : other.describe())
                .collect(Collectors.joining(" and "));
        return "rule " + rule.number() + " of " + Places.name(rule.family(), rule.table(), rule.chain())
                + " changes nothing: without it, " + others + " would " + does() + " its packets: "
                + rule.rule().text();
    }

    private String does() {
        return switch (verdict) {
            case ACCEPT -> "accept";
            case DROP -> "drop";
            case REJECT -> "reject";
            case UNDECIDED -> "do the same with";
        };
    }

    private String inOtherChain(RuleAt other) {
        return other.isIn(rule.family(), rule.table(), rule.chain())
                ? ""
                : " of " + Places.name(other.family(), other.table(), other.chain());
    }
}
