package dev.packetwalk.grading;

import dev.packetwalk.grading.CheckResult.State;
import dev.packetwalk.lesson.Check;
import dev.packetwalk.lesson.Packets;
import dev.packetwalk.netfilter.Verdict;
import dev.packetwalk.netfilter.walk.Outcome;
import java.util.List;
import java.util.Map;
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
            return Finding.waiting(Key.NO_ORDER_YET);
        }
        List<Judgement> accepted = check.accepted().stream()
                .map(packets -> Judgement.of(rules, packets, Check.Ending.ACCEPTED))
                .toList();
        return accepted.stream()
                .flatMap(judgement -> outrun(judgement).stream())
                .findFirst()
                .or(() -> notYet(check, accepted))
                .orElseGet(
                        () -> new Finding(State.PASSED, Explanation.first(accepted), Explanation.deciders(accepted)));
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
                        ? new Finding(State.FAILED, about(Key.NOT_OVERRULED, packets), List.of())
                        : Finding.waiting(about(Key.STILL_GETS_IN, packets));
            }
        }
        RulesInForce.Overruling shown =
                rules.overruling(check.packets().getFirst()).orElseThrow();
        return new Finding(
                State.PASSED,
                new Message(
                        Key.OVERRULED,
                        Map.of(
                                "packets",
                                new Argument.Authored(check.packets().getFirst().words()),
                                "decider",
                                Names.of(shown.decider()))),
                shown.finding().quotes());
    }

    private Optional<Finding> outrun(Judgement judgement) {
        return rules.overruling(judgement.packets()).map(RulesInForce.Overruling::finding);
    }

    private Optional<Finding> notYet(Check.Order check, List<Judgement> accepted) {
        for (Judgement judgement : accepted) {
            if (judgement.doubtful().isPresent()) {
                return Optional.of(Finding.waiting(about(Key.NOT_ALL_GET_IN, judgement.packets())));
            }
        }
        return check.dropped().stream()
                .filter(packets -> !isDropped(packets))
                .findFirst()
                .map(packets -> Finding.waiting(about(Key.NOTHING_DROPS, packets)));
    }

    private static Message about(Key key, Packets packets) {
        return new Message(key, Map.of("packets", new Argument.Authored(packets.words())));
    }

    private boolean isDropped(Packets packets) {
        return rules.outcomes(packets).stream()
                .map(Outcome::verdict)
                .anyMatch(v -> v == Verdict.DROP || v == Verdict.REJECT);
    }
}
