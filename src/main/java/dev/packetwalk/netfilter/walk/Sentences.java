package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/** Reasons in plain words. */
final class Sentences {
    private Sentences() {}

    static String because(Verdict verdict, Decider decidedBy, List<RuleAt> path, List<RuleAt> dependsOn) {
        return reason(verdict, decidedBy) + way(path) + condition(dependsOn);
    }

    static String because(Walk walk) {
        return reason(walk.verdict(), walk.decidedBy()) + condition(walk.dependsOn());
    }

    private static String reason(Verdict verdict, Cause decidedBy) {
        return switch (decidedBy) {
            case RuleAt rule ->
                "rule " + rule.number() + " of " + Places.name(rule.family(), rule.table(), rule.chain()) + " "
                        + does(verdict) + ": " + rule.rule().text();
            case PolicyOf policy ->
                "no rule of " + Places.name(policy.family(), policy.table(), policy.chain())
                        + " decides, and its policy is " + policy.policy();
            case NothingDecides nothing -> nothing.describe() + ", so it passes";
            case Routing routing -> routing.describe();
            case Tracking tracking -> tracking.describe();
            case FlowRewrite rewrite -> rewrite.describe();
        };
    }

    private static String does(Verdict verdict) {
        return switch (verdict) {
            case ACCEPT -> "accepts it";
            case DROP -> "drops it";
            case REJECT -> "rejects it";
            case UNDECIDED -> "is where it can't be told";
        };
    }

    private static String way(List<RuleAt> path) {
        return path.isEmpty()
                ? ""
                : path.stream()
                        .map(jump -> "rule " + jump.number() + " of " + jump.chain())
                        .collect(Collectors.joining(", ", " (reached through ", ")"));
    }

    private static String condition(List<RuleAt> dependsOn) {
        return dependsOn.isEmpty()
                ? ""
                : dependsOn.stream()
                        .map(RuleAt::describe)
                        .collect(Collectors.joining(", and on ", "; that depends on ", ""));
    }
}
