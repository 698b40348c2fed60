package dev.packetwalk.grading;

import dev.packetwalk.grading.CheckResult.State;
import dev.packetwalk.lesson.Check;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.text.IptablesSave;
import dev.packetwalk.netfilter.text.Parsed;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Decides about checks that look at one moment only: its rules, probes and files. */
final class StateGrading {
    private static final Finding NO_RULES_READ = Finding.waiting("The rules have not been read yet.");

    private static final Finding TOO_MANY_RULES = new Finding(
            State.UNDECIDED,
            Reason.of("There are more than 300 rules, too many to go through here. Remove those that you do not need."),
            List.of());

    private StateGrading() {}

    static Finding grade(Check.Verdict check, Scene scene) {
        return byRules(scene, rules -> verdicts(rules, scene).grade(check));
    }

    /** Whether the check passes, without the trouble of saying why. */
    static boolean holds(Check.Verdict check, Scene scene) {
        return scene.rules()
                .filter(rules -> !rules.tooMany())
                .filter(rules -> verdicts(rules, scene).holds(check))
                .isPresent();
    }

    static Finding grade(Check.Order check, Scene scene) {
        return byRules(scene, rules -> new OrderGrading(rules).grade(check));
    }

    /** Whether the check passes, without the trouble of saying why. */
    static boolean holds(Check.Order check, Scene scene) {
        return scene.rules()
                .filter(rules -> !rules.tooMany())
                .filter(rules -> new OrderGrading(rules).holds(check))
                .isPresent();
    }

    static Finding grade(Check.Overruled check, Scene scene) {
        return byRules(scene, rules -> new OrderGrading(rules).grade(check));
    }

    static boolean holds(Check.Overruled check, Scene scene) {
        return scene.rules()
                .filter(rules -> !rules.tooMany())
                .filter(rules -> check.packets().stream()
                        .allMatch(packets -> rules.overruling(packets).isPresent()))
                .isPresent();
    }

    static Finding grade(Check.Probed check, Scene scene) {
        return byRules(scene, rules -> new ProbeGrading(rules, scene.evidence()).grade(check));
    }

    /**
     * Decides about a file.
     *
     * @param ofStep the rules of the step that the check names; empty if it names none
     */
    static Finding grade(Check.Saved check, Scene scene, Optional<RulesInForce> ofStep) {
        Optional<Scene.FileText> file = scene.file(check.path());
        if (file.isEmpty() || file.get().text().isEmpty()) {
            return Finding.waiting("There is no file " + check.path() + " yet.");
        }
        Optional<RulesInForce> rules = switch (check.moment()) {
            case Check.Moment.Now _ -> scene.rules();
            case Check.Moment.Written _ -> Optional.ofNullable(file.get().rules());
            case Check.Moment.OfStep _ -> ofStep;
        };
        String words = switch (check.moment()) {
            case Check.Moment.Now _ -> "the rules in force";
            case Check.Moment.Written _ -> "the rules that were in force when it was written";
            case Check.Moment.OfStep step -> "the rules at the step '" + step.step() + "'";
        };
        return rules.map(r -> compare(check.path(), file.get().text().get(), r, words))
                .orElse(NO_RULES_READ);
    }

    private static Finding compare(String path, String text, RulesInForce rules, String words) {
        Parsed<Ruleset> file = IptablesSave.parse(text);
        if (!file.problems().isEmpty()) {
            return failed(Reason.of("The file " + path + " is not what iptables-save prints: "
                    + file.problems().getFirst().message() + " in line "
                    + file.problems().getFirst().line() + "."));
        }
        if (file.value().tables().isEmpty() && !rules.untouched()) {
            return failed(Reason.of("The file " + path + " holds no rules."));
        }
        return Sameness.difference(file.value(), "the file", rules.savable(), words)
                .map(difference -> failed(Reason.reason()
                        .say("The file " + path + " does not hold " + words + ": ")
                        .say(difference)
                        .say(".")
                        .build()))
                .orElseGet(() ->
                        new Finding(State.PASSED, Reason.of("The file " + path + " holds " + words + "."), List.of()));
    }

    private static Finding failed(Reason reason) {
        return new Finding(State.FAILED, reason, List.of());
    }

    private static VerdictGrading verdicts(RulesInForce rules, Scene scene) {
        return new VerdictGrading(rules, new ProbeGrading(rules, scene.evidence()));
    }

    private static Finding byRules(Scene scene, Function<RulesInForce, Finding> grading) {
        return scene.rules()
                .map(rules -> rules.tooMany() ? TOO_MANY_RULES : grading.apply(rules))
                .orElse(NO_RULES_READ);
    }
}
