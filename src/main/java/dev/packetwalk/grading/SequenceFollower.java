package dev.packetwalk.grading;

import dev.packetwalk.grading.Argument.Authored;
import dev.packetwalk.grading.Argument.Span;
import dev.packetwalk.grading.Argument.Whole;
import dev.packetwalk.grading.CheckResult.State;
import dev.packetwalk.grading.CheckResult.StepResult;
import dev.packetwalk.grading.Scene.Cause;
import dev.packetwalk.lesson.Check;
import dev.packetwalk.lesson.Check.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows a journal for one {@link Check.Sequence}. For each number of steps the latest run that got so far is kept, so that a
 * learner who begins again in the middle is not held to what they did before.
 */
final class SequenceFollower {
    private final String exercise;
    private final Check.Sequence sequence;
    private final List<@Nullable Run> reached = new ArrayList<>();
    private final boolean[] held;
    private @Nullable Refusal refusal;

    /** A step that came true, when, under which rules, and what was observed. */
    record Done(Step step, Instant at, Optional<RulesInForce> rules, Finding finding) {}

    /** Steps that came true one after the other. */
    record Run(List<Done> done) {
        Run {
            done = List.copyOf(done);
        }

        Instant at() {
            return done.isEmpty() ? Instant.EPOCH : done.getLast().at();
        }

        /** The rules in force when an earlier step came true. */
        Optional<RulesInForce> rulesOf(String step) {
            return done.stream()
                    .filter(d -> d.step().check().id().equals(step))
                    .findFirst()
                    .flatMap(Done::rules);
        }

        String titleOf(String step) {
            return done.stream()
                    .map(d -> d.step().check())
                    .filter(check -> check.id().equals(step))
                    .map(Check::title)
                    .findFirst()
                    .orElse(step);
        }

        Run and(Done next) {
            List<Done> longer = new ArrayList<>(done);
            longer.add(next);
            return new Run(longer);
        }
    }

    /** Why something that looked like a step did not count as it. */
    private record Refusal(int step, Instant at, Message reason) {}

    SequenceFollower(String exercise, Check.Sequence sequence) {
        this.exercise = exercise;
        this.sequence = sequence;
        this.held = new boolean[sequence.steps().size()];
        reached.add(new Run(List.of()));
        sequence.steps().forEach(_ -> reached.add(null));
    }

    void moment(Scene scene, Cause cause) {
        if (complete().isPresent()) {
            return;
        }
        for (int i = 0; i < held.length; i++) {
            Run run = reached.get(i);
            Step step = sequence.steps().get(i);
            if (StepTest.concerns(step.check(), cause) && comesTrue(i, step, scene, cause, run) && run != null) {
                advance(i, step, scene, run);
            }
        }
    }

    private boolean comesTrue(int i, Step step, Scene scene, Cause cause, @Nullable Run run) {
        if (StepTest.isState(step.check())) {
            boolean before = held[i];
            held[i] = StepTest.holds(step.check(), scene, run);
            return held[i] && !before;
        }
        return run != null && StepTest.happened(step.check(), exercise, scene, cause, run);
    }

    private void advance(int i, Step step, Scene scene, Run run) {
        Optional<Duration> late = step.within()
                .filter(_ -> i > 0)
                .filter(within -> scene.at().isAfter(run.at().plus(within)));
        Optional<Message> refused = late.map(within -> new Message(
                        Key.STEP_TOO_LATE,
                        Map.of("taken", new Span(Duration.between(run.at(), scene.at())), "given", new Span(within))))
                .or(() -> StepTest.objection(step.check(), scene));
        if (refused.isPresent()) {
            refusal = new Refusal(i, scene.at(), refused.get());
        } else {
            reached.set(
                    i + 1,
                    run.and(new Done(
                            step,
                            StepTest.since(step.check(), scene, run),
                            scene.rules(),
                            StepTest.observed(step.check(), scene, run, sequence))));
        }
    }

    private Optional<Run> complete() {
        return Optional.ofNullable(reached.getLast());
    }

    CheckResult result(Scene last) {
        Run best = best();
        int next = best.done().size();
        Finding finding = next == held.length ? passed(best) : missing(best, next, last);
        return new CheckResult(
                sequence.id(),
                sequence.title(),
                finding.state(),
                new Reason(finding.reason()),
                finding.quotes(),
                steps(best));
    }

    private Run best() {
        Run best = new Run(List.of());
        for (Run run : reached) {
            best = run == null ? best : run;
        }
        return best;
    }

    private Finding passed(Run run) {
        Span taken = new Span(Duration.between(run.done().getFirst().at(), run.at()));
        return new Finding(
                State.PASSED,
                new Message(Key.STEPS_DONE, Map.of("steps", new Whole(held.length), "taken", taken)),
                List.of());
    }

    private Finding missing(Run run, int next, Scene last) {
        Step step = sequence.steps().get(next);
        Refusal refused = refusal;
        Finding finding;
        if (refused != null && refused.step() == next && !refused.at().isBefore(run.at())) {
            finding = new Finding(State.FAILED, refused.reason(), List.of());
        } else if (next > 0 && held[next]) {
            finding = new Finding(State.FAILED, Message.of(Key.STEP_TOO_EARLY), List.of());
        } else {
            Finding now = StepTest.describe(step.check(), last, run);
            boolean somethingElse = next == 0 || last.rulesSince().isAfter(run.at());
            finding = (now.state() == State.FAILED && !somethingElse) || now.state() == State.PASSED
                    ? new Finding(State.WAITING, now.reason(), now.quotes())
                    : now;
        }
        Message reason = new Message(
                Key.STEP,
                Map.of(
                        "number",
                        new Whole(next + 1L),
                        "steps",
                        new Whole(held.length),
                        "title",
                        new Authored(step.check().title()),
                        "reason",
                        finding.reason()));
        return new Finding(finding.state(), reason, finding.quotes());
    }

    private List<StepResult> steps(Run run) {
        List<StepResult> steps = new ArrayList<>();
        for (int i = 0; i < held.length; i++) {
            Step step = sequence.steps().get(i);
            Instant doneAt = i < run.done().size() ? run.done().get(i).at() : null;
            Instant dueAt = doneAt == null && i > 0 && i == run.done().size()
                    ? step.within().map(within -> run.at().plus(within)).orElse(null)
                    : null;
            Finding found = doneAt == null ? null : run.done().get(i).finding();
            steps.add(new StepResult(
                    step.check().id(),
                    step.check().title(),
                    doneAt,
                    dueAt,
                    found == null ? null : new Reason(found.reason()),
                    found == null ? List.of() : found.quotes()));
        }
        return steps;
    }
}
