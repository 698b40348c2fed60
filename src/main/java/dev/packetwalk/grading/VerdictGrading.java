package dev.packetwalk.grading;

import dev.packetwalk.grading.CheckResult.State;
import dev.packetwalk.lesson.Check;
import java.util.List;
import java.util.Optional;

/** Decides about a {@link Check.Verdict}: first by walking the packets, then by hearing what real ones say. */
final class VerdictGrading {
    private final RulesInForce rules;
    private final ProbeGrading probes;

    VerdictGrading(RulesInForce rules, ProbeGrading probes) {
        this.rules = rules;
        this.probes = probes;
    }

    Finding grade(Check.Verdict check) {
        if (rules.untouched()) {
            return Finding.waiting(Key.NO_RULES_YET);
        }
        List<Judgement> judgements = judgements(check);
        return failed(judgements)
                .or(() -> undecided(judgements))
                .or(() -> probes.contradiction(check))
                .orElseGet(() -> passed(check, judgements));
    }

    /** Whether the check passes, without the trouble of saying why. */
    boolean holds(Check.Verdict check) {
        return !rules.untouched()
                && judgements(check).stream().allMatch(j -> j.doubtful().isEmpty())
                && probes.contradiction(check).isEmpty();
    }

    private List<Judgement> judgements(Check.Verdict check) {
        return check.packets().stream()
                .map(packets -> Judgement.of(rules, packets, check.ending()))
                .toList();
    }

    private Optional<Finding> failed(List<Judgement> judgements) {
        return judgements.stream()
                .flatMap(j -> j.wrong().map(wrong -> new Explanation(rules, j).wrong(wrong)).stream())
                .findFirst();
    }

    private Optional<Finding> undecided(List<Judgement> judgements) {
        return judgements.stream()
                .flatMap(j -> j.doubtful().map(outcome -> new Explanation(rules, j).doubtful(outcome)).stream())
                .findFirst();
    }

    private Finding passed(Check.Verdict check, List<Judgement> judgements) {
        return new Finding(
                State.PASSED, Explanation.right(check.ending(), judgements), Explanation.deciders(judgements));
    }
}
