package dev.packetwalk.grading;

import dev.packetwalk.grading.Argument.Code;
import dev.packetwalk.grading.Argument.Name;
import dev.packetwalk.grading.Argument.Whole;
import dev.packetwalk.grading.CheckResult.State;
import dev.packetwalk.lesson.Check;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.text.IptablesSave;
import dev.packetwalk.netfilter.text.Parsed;
import dev.packetwalk.netfilter.text.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Decides about checks that look at one moment only: its rules, probes and files. */
final class StateGrading {
    private static final Finding NO_RULES_READ = Finding.waiting(Key.RULES_NOT_READ);

    private StateGrading() {}

    static Finding grade(Check.Verdict check, Scene scene) {
        return byRules(scene, rules -> verdicts(rules, scene).grade(check));
    }

    /** Whether the check passes, without the trouble of saying why. */
    static boolean holds(Check.Verdict check, Scene scene) {
        return scene.rules()
                .filter(rules -> rules.obstacle().isEmpty())
                .filter(rules -> verdicts(rules, scene).holds(check))
                .isPresent();
    }

    static Finding grade(Check.Order check, Scene scene) {
        return byRules(scene, rules -> new OrderGrading(rules).grade(check));
    }

    /** Whether the check passes, without the trouble of saying why. */
    static boolean holds(Check.Order check, Scene scene) {
        return scene.rules()
                .filter(rules -> rules.obstacle().isEmpty())
                .filter(rules -> new OrderGrading(rules).holds(check))
                .isPresent();
    }

    static Finding grade(Check.Overruled check, Scene scene) {
        return byRules(scene, rules -> new OrderGrading(rules).grade(check));
    }

    static boolean holds(Check.Overruled check, Scene scene) {
        return scene.rules()
                .filter(rules -> rules.obstacle().isEmpty())
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
            return Finding.waiting(about(Key.NO_FILE, check.path()));
        }
        Optional<RulesInForce> rules = switch (check.moment()) {
            case Check.Moment.Now _ -> scene.rules();
            case Check.Moment.Written _ -> Optional.ofNullable(file.get().rules());
            case Check.Moment.OfStep _ -> ofStep;
        };
        Message words = switch (check.moment()) {
            case Check.Moment.Now _ -> Message.of(Key.RULES_NOW);
            case Check.Moment.Written _ -> Message.of(Key.RULES_WHEN_WRITTEN);
            case Check.Moment.OfStep step -> new Message(Key.RULES_OF_STEP, Map.of("step", new Name(step.step())));
        };
        return rules.map(r -> compare(check.path(), file.get().text().get(), r, words))
                .orElse(NO_RULES_READ);
    }

    private static Finding compare(String path, String text, RulesInForce rules, Message words) {
        Parsed<Ruleset> file = IptablesSave.parse(text);
        if (!file.problems().isEmpty()) {
            return failed(unreadable(path, text, file.problems().getFirst()));
        }
        if (file.value().tables().isEmpty() && !rules.untouched()) {
            return failed(about(Key.FILE_WITHOUT_RULES, path));
        }
        Map<String, Argument> which = Map.of("path", new Name(path), "rules", words);
        Optional<Sameness.Difference> difference = Sameness.difference(file.value(), rules.savable());
        if (difference.isEmpty()) {
            return new Finding(State.PASSED, new Message(Key.FILE_HOLDS, which), List.of());
        }
        return failed(new Message(
                Key.FILE_DIFFERS,
                Map.of("path", new Name(path), "rules", words, "difference", inFile(difference.get(), words))));
    }

    /** The reader's own words are English; other languages show the line that they are about. */
    private static Message unreadable(String path, String text, Problem problem) {
        String line =
                text.lines().skip(problem.line() - 1L).findFirst().orElse("").strip();
        return new Message(
                Key.FILE_NOT_READ,
                Map.of(
                        "path",
                        new Name(path),
                        "problem",
                        new Name(problem.message()),
                        "line",
                        new Whole(problem.line()),
                        "content",
                        new Code(AnswerGrading.shortened(line))));
    }

    private static Message inFile(Sameness.Difference difference, Message rules) {
        return switch (difference) {
            case Sameness.OtherPolicy(var place, var inFile, var inRules) ->
                new Message(
                        Key.FILE_POLICY_DIFFERS,
                        Map.of(
                                "place",
                                place.words(),
                                "one",
                                new Name(inFile.toString()),
                                "other",
                                new Name(inRules.toString()),
                                "rules",
                                rules));
            case Sameness.OnlyInOne(var place, var rule, boolean inFile) ->
                new Message(
                        inFile ? Key.FILE_RULE_TOO_MANY : Key.FILE_RULE_MISSING,
                        Map.of("rule", new Code(rule.text()), "place", place.words(), "rules", rules));
            case Sameness.OnlyTable(String label, boolean inFile) ->
                new Message(
                        inFile ? Key.FILE_TABLE_TOO_MANY : Key.FILE_TABLE_MISSING,
                        Map.of("table", new Name(label), "rules", rules));
            case Sameness.OtherOrder(var place) -> new Message(Key.ORDER_DIFFERS, Map.of("place", place.words()));
        };
    }

    private static Message about(Key key, String path) {
        return new Message(key, Map.of("path", new Name(path)));
    }

    private static Finding failed(Message reason) {
        return new Finding(State.FAILED, reason, List.of());
    }

    private static VerdictGrading verdicts(RulesInForce rules, Scene scene) {
        return new VerdictGrading(rules, new ProbeGrading(rules, scene.evidence()));
    }

    private static Finding byRules(Scene scene, Function<RulesInForce, Finding> grading) {
        return scene.rules()
                .map(rules -> rules.obstacle()
                        .map(why -> new Finding(State.UNDECIDED, why, List.of()))
                        .orElseGet(() -> grading.apply(rules)))
                .orElse(NO_RULES_READ);
    }
}
