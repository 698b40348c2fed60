package dev.packetwalk.grading;

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

    /** Why a check passed, from all that was judged for it, with these words at the end. */
    static Reason right(Ending ending, List<Judgement> judgements, String end) {
        boolean outbound = judgements.stream().anyMatch(j -> j.packets().arrival() == Arrival.OUTBOUND);
        String verb = switch (ending) {
            case ACCEPTED -> outbound ? "Let out by " : "Let in by ";
            case DROPPED -> "Dropped by ";
            case REJECTED -> "Rejected by ";
            case STOPPED -> "Stopped by ";
        };
        List<Decider> deciders = judgements.stream()
                .flatMap(j -> j.outcomes().stream())
                .map(Outcome::decidedBy)
                .distinct()
                .toList();
        return Reason.reason().say(verb).say(Names.some(deciders)).say(end).build();
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
        Reason.Builder reason = Reason.reason();
        switch (outcome.decidedBy()) {
            case RuleAt rule -> {
                quotes.add(Names.quote(rule, Role.DECIDED));
                reason.say(Names.capital(Names.of(rule))).say(", " + verbPhrase(outcome.verdict()));
                overtaken(outcome, rule, reason, quotes);
            }
            case PolicyOf policy ->
                reason.say("No rule of " + policy.chain() + " " + Endings.verb(judgement.wanted()) + " " + words()
                                + ", so ")
                        .say(Names.of(policy))
                        .say(", " + verbPhrase(outcome.verdict(), "it") + ".");
            case NothingDecides _ ->
                reason.say("No rule looks at " + words() + ": nothing keeps it from getting " + inOrOut() + ".");
        }
        reason.say(" For example: " + wrong.example().describe() + ".");
        return new Finding(State.FAILED, reason.build(), quotes);
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
        if (unknown.isEmpty()) {
            return new Finding(
                    State.UNDECIDED,
                    Reason.of("Your rules have more cases than can be gone through, so it is not known what becomes of "
                            + words() + "."),
                    quotes);
        }
        Reason.Builder reason = Reason.reason()
                .say("Undecided because of ")
                .say(Names.of(unknown.getFirst()))
                .say(": ");
        if (outcome.verdict() == Verdict.UNDECIDED) {
            reason.say("what becomes of " + words()
                    + " there is not known. Either the rule does something that is not judged here, or there are too many"
                    + " rules to go through.");
        } else {
            reason.say(
                    "whether it applies to " + words() + " cannot be told from the packet and its connection alone.");
            if (outcome.decidedBy().equals(unknown.getFirst())) {
                reason.say(" If it does, it ");
            } else {
                reason.say(" In one of the cases, ")
                        .say(Names.of(outcome.decidedBy()))
                        .say(", ");
            }
            reason.say(verbPhrase(outcome.verdict(), "the packet") + ".");
        }
        return new Finding(State.UNDECIDED, reason.build(), quotes);
    }

    /** Completes the sentence that a rule decides wrongly with the rules that it keeps from deciding. */
    private void overtaken(Outcome outcome, RuleAt decider, Reason.Builder reason, List<QuotedRule> quotes) {
        Optional<Outrun> outrun = rules.outrun(judgement.packets(), outcome, judgement.wanted());
        outrun.ifPresent(other -> {
            if (other.earlier()) {
                reason.say(" although ").say(Names.of(other.rule())).say(", has let it pass");
            } else {
                reason.say(" before ")
                        .say(Names.of(other.rule()))
                        .say(", can " + Endings.infinitive(judgement.wanted()) + " it");
            }
        });
        reason.say(afterthought(outcome.verdict())).say(".");
        List<RuleAt> unreached = rules.neverReachedBecauseOf(decider);
        if (!unreached.isEmpty()) {
            reason.say(" " + Names.list(unreached) + (unreached.size() == 1 ? " is" : " are") + " never reached.");
        }
        unreached.stream().limit(MOST_QUOTES).forEach(rule -> quotes.add(Names.quote(rule, Role.NEVER_REACHED)));
        outrun.filter(other -> !other.earlier())
                .map(Outrun::rule)
                .filter(rule -> !unreached.contains(rule))
                .ifPresent(rule -> quotes.add(Names.quote(rule, Role.NEVER_REACHED)));
    }

    private String words() {
        return judgement.packets().words();
    }

    private String inOrOut() {
        return switch (judgement.packets().arrival()) {
            case LOOPBACK, NETWORK -> "in";
            case OUTBOUND -> "out";
        };
    }

    private String verbPhrase(Verdict verdict) {
        return verbPhrase(verdict, words());
    }

    private String verbPhrase(Verdict verdict, String object) {
        return switch (verdict) {
            case ACCEPT -> "lets " + object + " " + inOrOut();
            case DROP -> "drops " + object;
            case REJECT -> "rejects " + object;
            case UNDECIDED -> "does something unknown to " + object;
        };
    }

    /** A rejected packet may look as good as dropped: says what the difference is. */
    private String afterthought(Verdict verdict) {
        return verdict == Verdict.REJECT && judgement.wanted() == Ending.DROPPED
                ? ": the sender gets an error back instead of silence"
                : "";
    }
}
