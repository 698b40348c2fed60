package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How some packets end, and why.
 *
 * @param packets as they are when it is decided: with marks, NOTRACK and address translation applied; never empty
 * @param verdict how they end
 * @param decidedBy the rule or policy that decided; for ACCEPT, the one of the filtering chain that they passed last
 * @param path the jumps that led to the deciding chain, outermost first; empty in a base chain
 * @param dependsOn the rules that may or may not have applied because they look at more than packet and flow; empty when the
 *     outcome is certain
 */
public record Outcome(
        PacketSet packets, Verdict verdict, Decider decidedBy, List<RuleAt> path, List<RuleAt> dependsOn) {
    public Outcome {
        path = List.copyOf(path);
        dependsOn = List.copyOf(dependsOn);
    }

    /** Whether all these packets end so whatever happens beside them. */
    public boolean certain() {
        return dependsOn.isEmpty();
    }

    /** One of the packets. */
    public Packet example() {
        return packets.example().orElseThrow();
    }

    /** The reason in one sentence: {@code rule 3 of INPUT drops it: -A INPUT -j DROP}. */
    public String because() {
        String reason = switch (decidedBy) {
            case RuleAt rule ->
                "rule " + rule.number() + " of " + Places.name(rule.family(), rule.table(), rule.chain()) + " " + does()
                        + ": " + rule.rule().text();
            case PolicyOf policy ->
                "no rule of " + Places.name(policy.family(), policy.table(), policy.chain())
                        + " decides, and its policy is " + policy.policy();
            case NothingDecides nothing -> nothing.describe() + ", so it passes";
        };
        String way = path.stream()
                .map(jump -> "rule " + jump.number() + " of " + jump.chain())
                .collect(Collectors.joining(", "));
        return reason + (path.isEmpty() ? "" : " (reached through " + way + ")") + condition();
    }

    private String does() {
        return switch (verdict) {
            case ACCEPT -> "accepts it";
            case DROP -> "drops it";
            case REJECT -> "rejects it";
            case UNDECIDED -> "is where it can't be told";
        };
    }

    private String condition() {
        return certain()
                ? ""
                : "; that depends on "
                        + dependsOn.stream().map(RuleAt::describe).collect(Collectors.joining(", and on "));
    }
}
