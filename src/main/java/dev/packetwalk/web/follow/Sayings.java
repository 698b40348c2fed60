package dev.packetwalk.web.follow;

import static dev.packetwalk.web.follow.Said.Sentence;

import dev.packetwalk.netfilter.Flow;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Table;
import dev.packetwalk.netfilter.Verdict;
import dev.packetwalk.netfilter.walk.Answer;
import dev.packetwalk.netfilter.walk.Cause;
import dev.packetwalk.netfilter.walk.FlowRewrite;
import dev.packetwalk.netfilter.walk.NothingDecides;
import dev.packetwalk.netfilter.walk.PolicyOf;
import dev.packetwalk.netfilter.walk.Routing;
import dev.packetwalk.netfilter.walk.RuleAt;
import dev.packetwalk.netfilter.walk.Tracking;
import dev.packetwalk.netfilter.walk.Walk;
import dev.packetwalk.sandbox.ProbeResult;
import org.jspecify.annotations.Nullable;

/** What there is to say of a walk, beside the rules that it meets. */
final class Sayings {
    private final Ruleset ruleset;

    /** Names chains as these rules do. */
    Sayings(Ruleset ruleset) {
        this.ruleset = ruleset;
    }

    /** Why a walk ends as it does. */
    Said because(Walk walk) {
        return switch (walk.decidedBy()) {
            case RuleAt rule -> at(rule, deciding(walk.verdict()));
            case PolicyOf policy -> Sentence.POLICY_DECIDES.with(chain(policy), policy.policy());
            case NothingDecides nothing -> Sentence.NOTHING_DECIDES.with(nothing.hook());
            case Routing routing -> of(routing);
            case Tracking tracking -> of(tracking);
            case FlowRewrite _ -> Sentence.FLOW_REWRITTEN.with();
        };
    }

    /** A rule in its place. */
    Said at(RuleAt rule) {
        return at(rule, Sentence.RULE_IN_PLACE);
    }

    private Said at(RuleAt rule, Sentence sentence) {
        return sentence.with(
                rule.number(),
                label(rule.table(), ruleset.table(rule.family(), rule.table()).orElse(null)) + " " + rule.chain(),
                rule.rule().text());
    }

    private String chain(PolicyOf policy) {
        return label(
                        policy.table(),
                        ruleset.table(policy.family(), policy.table()).orElse(null)) + " " + policy.chain();
    }

    private static String label(String name, @Nullable Table table) {
        return table == null ? name : table.label();
    }

    private static Sentence deciding(Verdict verdict) {
        return switch (verdict) {
            case ACCEPT -> Sentence.RULE_ACCEPTS;
            case DROP -> Sentence.RULE_DROPS;
            case REJECT -> Sentence.RULE_REJECTS;
            case UNDECIDED -> Sentence.RULE_UNSURE;
        };
    }

    /** What happens beside rules and policies; null for those. */
    static @Nullable Said of(Cause cause) {
        return switch (cause) {
            case RuleAt _, PolicyOf _, NothingDecides _ -> null;
            case Routing routing -> of(routing);
            case Tracking tracking -> of(tracking);
            case FlowRewrite _ -> Sentence.FLOW_REWRITTEN.with();
        };
    }

    private static Said of(Routing routing) {
        return switch (routing.decision()) {
            case DELIVER -> Sentence.ROUTED_HERE.with(routing.destination());
            case FORWARD, SEND -> Sentence.ROUTED_OUT.with(routing.destination(), routing.out());
            case UNKNOWN -> Sentence.ROUTED_SOMEWHERE.with(routing.destination());
            case NOT_FORWARDING -> Sentence.NOT_FORWARDED.with(routing.destination());
            case NO_ROUTE -> Sentence.NO_ROUTE.with(routing.destination());
            case MARTIAN_SOURCE -> Sentence.STRANGE_SOURCE.with();
            case MARTIAN_DESTINATION -> Sentence.STRANGE_DESTINATION.with(routing.destination());
            case NOT_ADDRESSED -> Sentence.NOT_ADDRESSED.with();
            case TTL_EXCEEDED -> Sentence.LAST_HOP.with();
        };
    }

    private static Said of(Tracking tracking) {
        if (tracking.flow().isEmpty()) {
            return Sentence.TRACKED.with(tracking.state());
        }
        Flow flow = tracking.flow().get();
        Sentence sentence = tracking.reply() ? Sentence.TRACKED_IN_REPLY : Sentence.TRACKED_IN_FLOW;
        return sentence.with(
                tracking.state(), flow.original().source(), flow.original().destination());
    }

    /** A packet that leaves. */
    static Said leaves(Packet packet, @Nullable String receiver) {
        return receiver == null
                ? Sentence.LEAVES_FOR_NOBODY.with(packet.out())
                : Sentence.LEAVES.with(packet.out(), receiver);
    }

    /** What the model says that the sender is told. */
    static Said answer(Answer answer) {
        return switch (answer) {
            case Answer.Reset _ -> Sentence.ANSWER_RESET.with();
            case Answer.Unreachable(var message) -> Sentence.ANSWER_ICMP.with(message.type() + "/" + message.code());
        };
    }

    /** What came back to the sender. */
    static Said answer(ProbeResult result) {
        return result.answer() == ProbeResult.Answer.FILTERED
                ? Sentence.ANSWER_NONE.with(result.elapsed().toMillis())
                : Sentence.ANSWER.with(result.detail());
    }
}
