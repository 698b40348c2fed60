package dev.packetwalk.grading;

import dev.packetwalk.grading.Argument.Authored;
import dev.packetwalk.grading.Argument.Choice;
import dev.packetwalk.grading.Argument.Name;
import dev.packetwalk.grading.Argument.Whole;
import dev.packetwalk.grading.CheckResult.State;
import dev.packetwalk.grading.Judgement.Wrong;
import dev.packetwalk.grading.QuotedRule.Role;
import dev.packetwalk.grading.RulesInForce.Outrun;
import dev.packetwalk.lesson.Check.Ending;
import dev.packetwalk.lesson.Packets.Arrival;
import dev.packetwalk.netfilter.Verdict;
import dev.packetwalk.netfilter.walk.Decider;
import dev.packetwalk.netfilter.walk.NothingDecides;
import dev.packetwalk.netfilter.walk.Outcome;
import dev.packetwalk.netfilter.walk.PolicyOf;
import dev.packetwalk.netfilter.walk.RuleAt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says why one kind of packets ends as it does: which rule decides, which rules it keeps from deciding, and a packet to show it.
 * It tells what was observed and leaves the remedy to the hints.
 *
 * @param rules that the packets were walked through
 * @param judgement what came of it
 */
record Explanation(RulesInForce rules, Judgement judgement) {
    private static final int MOST_QUOTES = 12;

    /** Why a check passed, from all that was judged for it. */
    static Message right(Ending ending, List<Judgement> judgements) {
        return switch (ending) {
            case ACCEPTED -> decided(isOutbound(judgements) ? Key.LET_OUT : Key.LET_IN, judgements);
            case DROPPED -> decided(Key.DROPPED, judgements);
            case REJECTED -> decided(Key.REJECTED, judgements);
            case STOPPED -> decided(Key.STOPPED, judgements);
        };
    }

    /** Why packets are accepted before anything can drop them. */
    static Message first(List<Judgement> judgements) {
        if (judgements.size() == 1 && !isOutbound(judgements)) {
            Judgement only = judgements.getFirst();
            return new Message(
                    Key.LET_IN_FIRST_OF_ALL,
                    Map.of(
                            "packets",
                            new Authored(only.packets().words()),
                            "deciders",
                            Names.some(deciding(judgements))));
        }
        return decided(isOutbound(judgements) ? Key.LET_OUT_FIRST : Key.LET_IN_FIRST, judgements);
    }

    private static boolean isOutbound(List<Judgement> judgements) {
        return judgements.stream().anyMatch(j -> j.packets().arrival() == Arrival.OUTBOUND);
    }

    private static Message decided(Key key, List<Judgement> judgements) {
        return new Message(key, Map.of("deciders", Names.some(deciding(judgements))));
    }

    private static List<Decider> deciding(List<Judgement> judgements) {
        return judgements.stream()
                .flatMap(j -> j.outcomes().stream())
                .map(Outcome::decidedBy)
                .distinct()
                .toList();
    }

    /** The rules that decided about what was judged. */
    static List<QuotedRule> deciders(List<Judgement> judgements) {
        return judgements.stream()
                .flatMap(j -> j.outcomes().stream())
                .flatMap(o -> Names.rule(o.decidedBy()).stream())
                .distinct()
                .limit(MOST_QUOTES)
                .map(rule -> Names.quote(rule, Role.DECIDED))
                .toList();
    }

    /** Why packets certainly end wrongly. */
    Finding wrong(Wrong wrong) {
        Outcome outcome = wrong.outcome();
        List<QuotedRule> quotes = new ArrayList<>();
        List<Message> sentences = new ArrayList<>();
        switch (outcome.decidedBy()) {
            case RuleAt rule -> {
                quotes.add(Names.quote(rule, Role.DECIDED));
                decidedBy(rule, outcome, sentences, quotes);
            }
            case PolicyOf policy ->
                sentences.add(new Message(
                        Key.POLICY_IS_WRONG,
                        Map.of(
                                "chain",
                                new Name(policy.chain()),
                                "wanted",
                                Choice.of(judgement.wanted()),
                                "packets",
                                words(),
                                "policy",
                                Names.of(policy),
                                "verdict",
                                Choice.of(outcome.verdict()),
                                "way",
                                way())));
            case NothingDecides _ ->
                sentences.add(new Message(Key.NOTHING_DECIDES, Map.of("packets", words(), "way", way())));
        }
        sentences.add(new Message(Key.EXAMPLE, Map.of("packet", PacketMessages.of(wrong.example()))));
        return new Finding(State.FAILED, Reason.all(sentences), quotes);
    }

    /** Why it cannot be told how packets end. */
    Finding doubtful(Outcome outcome) {
        List<RuleAt> unknown = outcome.dependsOn().isEmpty()
                ? Names.rule(outcome.decidedBy()).stream().toList()
                : outcome.dependsOn();
        List<QuotedRule> quotes = unknown.stream()
                .limit(MOST_QUOTES)
                .map(rule -> Names.quote(rule, Role.UNKNOWN))
                .toList();
        return new Finding(State.UNDECIDED, doubt(outcome, unknown), quotes);
    }

    private Message doubt(Outcome outcome, List<RuleAt> unknown) {
        if (unknown.isEmpty()) {
            return new Message(Key.TOO_MANY_CASES, Map.of("packets", words()));
        }
        RuleAt rule = unknown.getFirst();
        Map<String, Argument> about = Map.of("rule", Names.of(rule), "packets", words());
        if (outcome.verdict() == Verdict.UNDECIDED) {
            return new Message(Key.UNKNOWN_END, about);
        }
        Choice verdict = Choice.of(outcome.verdict());
        return Reason.all(List.of(
                new Message(Key.UNKNOWN_MATCH, about),
                outcome.decidedBy().equals(rule)
                        ? new Message(Key.IF_IT_DOES, Map.of("verdict", verdict, "way", way()))
                        : new Message(
                                Key.IN_ONE_CASE,
                                Map.of("decider", Names.of(outcome.decidedBy()), "verdict", verdict, "way", way()))));
    }

    /** Says that a rule decides wrongly, and which rules it keeps from deciding. */
    private void decidedBy(RuleAt decider, Outcome outcome, List<Message> sentences, List<QuotedRule> quotes) {
        Optional<Outrun> outrun = rules.outrun(judgement.packets(), outcome, judgement.wanted());
        sentences.add(wrongRule(decider, outcome, outrun));
        List<RuleAt> unreached = rules.neverReachedBecauseOf(decider);
        if (!unreached.isEmpty()) {
            sentences.add(new Message(
                    Key.NEVER_REACHED, Map.of("rules", Names.list(unreached), "count", new Whole(unreached.size()))));
        }
        unreached.stream().limit(MOST_QUOTES).forEach(rule -> quotes.add(Names.quote(rule, Role.NEVER_REACHED)));
        outrun.filter(other -> !other.earlier())
                .map(Outrun::rule)
                .filter(rule -> !unreached.contains(rule))
                .ifPresent(rule -> quotes.add(Names.quote(rule, Role.NEVER_REACHED)));
    }

    private Message wrongRule(RuleAt decider, Outcome outcome, Optional<Outrun> outrun) {
        Message rule = Names.of(decider);
        Choice verdict = Choice.of(outcome.verdict());
        Choice error = new Choice(sendsError(outcome.verdict()) ? "sent" : "none");
        if (outrun.isEmpty()) {
            return new Message(
                    Key.RULE_IS_WRONG,
                    Map.of("rule", rule, "verdict", verdict, "way", way(), "packets", words(), "error", error));
        }
        Message other = Names.of(outrun.get().rule());
        if (outrun.get().earlier()) {
            return new Message(
                    Key.RULE_IS_WRONG_ALTHOUGH,
                    Map.of(
                            "rule", rule, "verdict", verdict, "way", way(), "packets", words(), "other", other, "error",
                            error));
        }
        Choice wanted = Choice.of(judgement.wanted());
        return new Message(
                Key.RULE_IS_WRONG_BEFORE,
                Map.of(
                        "rule", rule, "verdict", verdict, "way", way(), "packets", words(), "other", other, "wanted",
                        wanted, "error", error));
    }

    private Authored words() {
        return new Authored(judgement.packets().words());
    }

    private Choice way() {
        return new Choice(
                switch (judgement.packets().arrival()) {
                    case LOOPBACK, NETWORK -> "in";
                    case OUTBOUND -> "out";
                });
    }

    /** A rejected packet may look as good as dropped: the difference is what the sender gets back. */
    private boolean sendsError(Verdict verdict) {
        return verdict == Verdict.REJECT && judgement.wanted() == Ending.DROPPED;
    }
}
