package dev.packetwalk.grading;

import dev.packetwalk.lesson.Check;
import dev.packetwalk.lesson.Exercise;
import java.util.List;

/** Decides about an exercise. Pure: the same evidence gives the same grade. Safe for use by many threads. */
public final class Grader {
    private static final Finding NO_RULES_READ = Finding.waiting("The rules have not been read yet.");

    private static final Finding TOO_MANY_RULES = new Finding(
            CheckResult.State.UNDECIDED,
            Reason.of("There are more than 300 rules, too many to go through here. Remove those that you do not need."),
            List.of());

    private final RulesInForce rules;
    private final VerdictGrading verdicts;
    private final OrderGrading orders;
    private final ProbeGrading probes;

    private Grader(RulesInForce rules, Evidence evidence) {
        this.rules = rules;
        this.probes = new ProbeGrading(rules, evidence);
        this.verdicts = new VerdictGrading(rules, probes);
        this.orders = new OrderGrading(rules);
    }

    /** Grades an exercise; one without checks gets a grade without results. */
    public static Grade grade(Exercise exercise, Evidence evidence) {
        List<CheckResult> results = evidence.ruleset()
                .map(RulesInForce::of)
                .map(rules -> new Grader(rules, evidence).results(exercise))
                .orElseGet(
                        () -> exercise.checks().stream().map(NO_RULES_READ::of).toList());
        return new Grade(exercise.id(), results);
    }

    private List<CheckResult> results(Exercise exercise) {
        return exercise.checks().stream().map(check -> finding(check).of(check)).toList();
    }

    private Finding finding(Check check) {
        if (rules.tooMany()) {
            return TOO_MANY_RULES;
        }
        return switch (check) {
            case Check.Verdict verdict -> verdicts.grade(verdict);
            case Check.Order order -> orders.grade(order);
            case Check.Probed probed -> probes.grade(probed);
        };
    }
}
