package dev.packetwalk.grading;

import dev.packetwalk.grading.Argument.Code;
import dev.packetwalk.grading.Argument.Many;
import dev.packetwalk.grading.Argument.Name;
import dev.packetwalk.grading.Argument.Whole;
import dev.packetwalk.netfilter.walk.Cause;
import dev.packetwalk.netfilter.walk.FlowRewrite;
import dev.packetwalk.netfilter.walk.NothingDecides;
import dev.packetwalk.netfilter.walk.PolicyOf;
import dev.packetwalk.netfilter.walk.Routing;
import dev.packetwalk.netfilter.walk.RuleAt;
import dev.packetwalk.netfilter.walk.Tracking;
import dev.packetwalk.netfilter.walk.Walk;
import java.util.Map;

/** Why it cannot be told how one packet ends; in English it is what {@link Walk#because()} says. */
final class Doubts {
    private Doubts() {}

    static Message because(Walk undecided) {
        Message reason = reason(undecided.decidedBy());
        return undecided.dependsOn().isEmpty()
                ? reason
                : new Message(
                        Key.DEPENDS_ON,
                        Map.of(
                                "reason",
                                reason,
                                "rules",
                                new Many(undecided.dependsOn().stream()
                                        .map(rule -> rule(Key.RULE_WITH_TEXT, rule))
                                        .toList())));
    }

    private static Message reason(Cause cause) {
        return switch (cause) {
            case RuleAt rule -> rule(Key.RULE_CANNOT_BE_TOLD, rule);
            case PolicyOf policy ->
                new Message(
                        Key.POLICY_DECIDES,
                        Map.of(
                                "place",
                                Names.place(policy.family(), policy.table(), policy.chain()),
                                "policy",
                                new Name(policy.policy().toString())));
            case NothingDecides nothing ->
                new Message(
                        Key.NOTHING_LETS_IT_PASS,
                        Map.of("hook", new Name(nothing.hook().toString())));
            case Routing routing
            when routing.decision() == Routing.Decision.UNKNOWN ->
                new Message(
                        Key.ROUTE_UNKNOWN,
                        Map.of("destination", new Name(routing.destination().toString())));
            case Routing _, Tracking _, FlowRewrite _ -> Message.of(Key.NOT_FORESEEN);
        };
    }

    private static Message rule(Key key, RuleAt rule) {
        return new Message(
                key,
                Map.of(
                        "number",
                        new Whole(rule.number()),
                        "place",
                        Names.place(rule.family(), rule.table(), rule.chain()),
                        "text",
                        new Code(rule.rule().text())));
    }
}
