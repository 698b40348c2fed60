package dev.packetwalk.grading;

import dev.packetwalk.grading.CheckResult.State;
import dev.packetwalk.lesson.Check;
import dev.packetwalk.lesson.Packets;
import dev.packetwalk.netfilter.Verdict;
import dev.packetwalk.netfilter.walk.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * Decides about a {@link Check.Order}. It fails when a drop takes packets that an accept further down would have let in; while
 * one of the two is missing there is no order to speak of.
 */
final class OrderGrading {
    private final RulesInForce rules;

    OrderGrading(RulesInForce rules) {
        this.rules = rules;
    }

    Finding grade(Check.Order check) {
        if (rules.untouched()) {
            return Finding.waiting("There are no rules yet, so there is no order either.");
        }
        List<Judgement> accepted = check.accepted().stream()
                .map(packets -> Judgement.of(rules, packets, Check.Ending.ACCEPTED))
                .toList();
        return accepted.stream()
                .flatMap(judgement -> outrun(judgement).stream())
                .findFirst()
                .or(() -> notYet(check, accepted))
                .orElseGet(() -> new Finding(
                        State.PASSED,
                        Explanation.right(Check.Ending.ACCEPTED, accepted, ", before anything can drop it."),
                        Explanation.deciders(accepted)));
    }

    /** Whether the check passes, without the trouble of saying why. */
    boolean holds(Check.Order check) {
        return !rules.untouched()
                && check.accepted().stream()
                        .map(packets -> Judgement.of(rules, packets, Check.Ending.ACCEPTED))
                        .allMatch(judgement -> judgement.doubtful().isEmpty())
                && check.dropped().stream().allMatch(this::isDropped);
    }

    /** Decides about a {@link Check.Overruled}, in which what {@link Check.Order} forbids has to be done. */
    Finding grade(Check.Overruled check) {
        for (Packets packets : check.packets()) {
            if (rules.overruling(packets).isEmpty()) {
                Judgement judgement = Judgement.of(rules, packets, Check.Ending.ACCEPTED);
                return judgement.doubtful().isPresent()
                        ? new Finding(
                                State.FAILED,
                                Reason.of(Names.sentence(packets.words())
                                        + " does not get in, but no accept further down would have let it in either."),
                                List.of())
                        : Finding.waiting(Names.sentence(packets.words()) + " still gets in.");
            }
        }
        Judgement.Wrong shown =
                rules.overruling(check.packets().getFirst()).orElseThrow().wrong();
        return new Finding(
                State.PASSED,
                Reason.reason()
                        .say("Decided by ")
                        .say(Names.of(shown.outcome().decidedBy()))
                        .say(", before the accepts below it are asked.")
                        .build(),
                List.of());
    }

    private Optional<Finding> outrun(Judgement judgement) {
        return rules.overruling(judgement.packets())
                .map(overruling -> new Explanation(rules, overruling.judgement()).wrong(overruling.wrong()));
    }

    private Optional<Finding> notYet(Check.Order check, List<Judgement> accepted) {
        for (Judgement judgement : accepted) {
            if (judgement.doubtful().isPresent()) {
                return Optional.of(
                        Finding.waiting("Not every packet of this kind gets in yet, so there is no order to speak of: "
                                + judgement.packets().words() + "."));
            }
        }
        return check.dropped().stream()
                .filter(packets -> !isDropped(packets))
                .findFirst()
                .map(packets -> Finding.waiting(
                        "Nothing drops " + packets.words() + " yet, so there is no order to speak of."));
    }

    private boolean isDropped(Packets packets) {
        return rules.outcomes(packets).stream()
                .map(Outcome::verdict)
                .anyMatch(v -> v == Verdict.DROP || v == Verdict.REJECT);
    }
}
