package dev.packetwalk.grading;

import dev.packetwalk.grading.Argument.Authored;
import dev.packetwalk.grading.Argument.Code;
import dev.packetwalk.grading.Argument.Name;
import dev.packetwalk.grading.Argument.Span;
import dev.packetwalk.grading.CheckResult.State;
import dev.packetwalk.grading.Scene.Cause;
import dev.packetwalk.grading.SequenceFollower.Run;
import dev.packetwalk.lesson.Check;
import dev.packetwalk.lesson.FlowPattern;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a step of a sequence has come true at a moment. */
final class StepTest {
    private StepTest() {}

    /** Whether a step can come true by what has moved the scene on. */
    static boolean concerns(Check check, Cause cause) {
        return switch (check) {
            case Check.Verdict _, Check.Order _, Check.Overruled _, Check.Probed _ ->
                cause == Cause.RULES || cause == Cause.PROBE;
            case Check.Saved _ -> cause == Cause.RULES || cause == Cause.FILE;
            case Check.Restored _ -> cause == Cause.RULES;
            case Check.Asked _ -> cause == Cause.ANSWER;
            case Check.Flowed flowed ->
                needsSilence(flowed.flow())
                        ? cause == Cause.RULES || cause == Cause.OTHER
                        : cause == Cause.FLOW || cause == Cause.ANSWER || cause == Cause.RULES;
            case Check.Sequence _ -> false;
        };
    }

    /** Whether a step is a state, which holds or does not at every moment; others happen. */
    static boolean isState(Check check) {
        return switch (check) {
            case Check.Verdict _, Check.Order _, Check.Overruled _, Check.Probed _, Check.Saved _ -> true;
            case Check.Restored _, Check.Asked _, Check.Flowed _, Check.Sequence _ -> false;
        };
    }

    /**
     * Whether a state holds.
     *
     * @param run the steps before; null while they have not come true
     */
    static boolean holds(Check check, Scene scene, @Nullable Run run) {
        return switch (check) {
            case Check.Verdict verdict -> StateGrading.holds(verdict, scene);
            case Check.Order order -> StateGrading.holds(order, scene);
            case Check.Overruled overruled -> StateGrading.holds(overruled, scene);
            case Check.Probed probed -> passes(StateGrading.grade(probed, scene));
            case Check.Saved saved -> passes(StateGrading.grade(saved, scene, rulesOf(saved.moment(), run)));
            case Check.Restored _, Check.Asked _, Check.Flowed _, Check.Sequence _ -> false;
        };
    }

    /** Whether it happened just now, after the steps before. */
    static boolean happened(Check check, String exercise, Scene scene, Cause cause, Run run) {
        return switch (check) {
            case Check.Restored restored ->
                scene.changed()
                        && run.rulesOf(restored.step())
                                .filter(then -> scene.rules()
                                        .filter(now -> now.sameAs(then))
                                        .isPresent())
                                .isPresent();
            case Check.Asked asked ->
                scene.answer()
                        .filter(answer -> answer.exercise().equals(exercise)
                                && answer.check().equals(asked.id()))
                        .filter(answer -> passes(AnswerGrading.grade(asked, answer.answers(), scene)))
                        .isPresent();
            case Check.Flowed flowed ->
                cause == Cause.FLOW
                        ? scene.flows()
                                .touched(flowed.flow(), run.at(), scene.at())
                                .isPresent()
                        : scene.flows()
                                .find(flowed.flow(), run.at(), scene.at())
                                .isPresent();
            case Check.Verdict _, Check.Order _, Check.Overruled _, Check.Probed _, Check.Saved _, Check.Sequence _ ->
                false;
        };
    }

    /** Why something that happened does not count. */
    static Optional<Message> objection(Check check, Scene scene) {
        if (!(check instanceof Check.Restored restored) || restored.handsOff().isEmpty()) {
            return Optional.empty();
        }
        if (scene.unseen()) {
            return Optional.of(Message.of(Key.BACK_UNSEEN));
        }
        Duration handsOff = restored.handsOff().get();
        return scene.lastLine()
                .filter(line -> line.plus(handsOff).isAfter(scene.at()))
                .map(line -> new Message(
                        Key.BACK_BY_HAND,
                        Map.of("ago", new Span(Duration.between(line, scene.at())), "given", new Span(handsOff))));
    }

    /** What there is to say about a step that is next. */
    static Finding describe(Check check, Scene scene, Run run) {
        return switch (check) {
            case Check.Verdict verdict -> StateGrading.grade(verdict, scene);
            case Check.Order order -> StateGrading.grade(order, scene);
            case Check.Overruled overruled -> StateGrading.grade(overruled, scene);
            case Check.Probed probed -> StateGrading.grade(probed, scene);
            case Check.Saved saved -> StateGrading.grade(saved, scene, rulesOf(saved.moment(), run));
            case Check.Asked asked ->
                scene.answer()
                        .filter(answer -> answer.check().equals(asked.id()))
                        .map(answer -> AnswerGrading.grade(asked, answer.answers(), scene))
                        .orElse(AnswerGrading.NOT_YET);
            case Check.Flowed flowed -> FlowGrading.missing(flowed.flow(), scene, run.at());
            case Check.Restored restored -> notRestored(restored, scene, run);
            case Check.Sequence _ -> throw new IllegalStateException("a sequence is no step");
        };
    }

    /** When a step came true that has come true by now: of a flow without an answer, when that could be said. */
    static Instant since(Check check, Scene scene, Run run) {
        if (check instanceof Check.Flowed flowed && needsSilence(flowed.flow())) {
            return scene.flows()
                    .find(flowed.flow(), run.at(), scene.at())
                    .map(FlowLog::settled)
                    .filter(settled -> settled.isBefore(scene.at()))
                    .orElse(scene.at());
        }
        return scene.at();
    }

    /** What was observed when a step came true. */
    static Finding observed(Check check, Scene scene, Run run, Check.Sequence sequence) {
        if (check instanceof Check.Restored restored) {
            // What the rules that are back mean is what that step had found.
            return sequence.steps().stream()
                    .map(Check.Step::check)
                    .filter(step -> step.id().equals(restored.step()) && isState(step))
                    .findFirst()
                    .map(step -> describe(step, scene, run))
                    .orElse(passed(Message.of(Key.RULES_AS_BEFORE)));
        }
        if (check instanceof Check.Flowed flowed) {
            return passed(scene.flows()
                    .find(flowed.flow(), run.at(), scene.at())
                    .map(FlowGrading::seen)
                    .orElse(Message.of(Key.FLOW_WAS_SEEN)));
        }
        return describe(check, scene, run);
    }

    private static Finding passed(Message reason) {
        return new Finding(State.PASSED, reason, List.of());
    }

    private static Finding notRestored(Check.Restored restored, Scene scene, Run run) {
        Optional<Sameness.Difference> difference = run.rulesOf(restored.step())
                .flatMap(then -> scene.rules().flatMap(now -> Sameness.difference(now.ruleset(), then.ruleset())));
        return difference
                .map(found -> new Finding(
                        State.FAILED,
                        new Message(
                                Key.RULES_DIFFER,
                                Map.of("step", new Authored(run.titleOf(restored.step())), "difference", since(found))),
                        List.of()))
                .orElseGet(() -> Finding.waiting(Key.RULES_NOT_BACK));
    }

    /** How the rules in force differ from those of an earlier step. */
    private static Message since(Sameness.Difference difference) {
        return switch (difference) {
            case Sameness.OtherPolicy(var place, var now, var then) ->
                new Message(
                        Key.POLICY_DIFFERS,
                        Map.of(
                                "place",
                                place.words(),
                                "one",
                                new Name(now.toString()),
                                "other",
                                new Name(then.toString())));
            case Sameness.OnlyInOne(var place, var rule, boolean now) ->
                new Message(
                        now ? Key.RULE_ADDED : Key.RULE_MISSING,
                        Map.of("rule", new Code(rule.text()), "place", place.words()));
            case Sameness.OnlyTable(String label, boolean now) ->
                new Message(now ? Key.TABLE_ADDED : Key.TABLE_MISSING, Map.of("table", new Name(label)));
            case Sameness.OtherOrder(var place) -> new Message(Key.ORDER_DIFFERS, Map.of("place", place.words()));
        };
    }

    private static Optional<RulesInForce> rulesOf(Check.Moment moment, @Nullable Run run) {
        return moment instanceof Check.Moment.OfStep step && run != null ? run.rulesOf(step.step()) : Optional.empty();
    }

    private static boolean needsSilence(FlowPattern flow) {
        return flow.answered().equals(Optional.of(false)) || flow.replied().equals(Optional.of(false));
    }

    private static boolean passes(Finding finding) {
        return finding.state() == State.PASSED;
    }
}
