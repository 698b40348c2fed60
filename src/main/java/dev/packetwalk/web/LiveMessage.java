package dev.packetwalk.web;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.grading.Grade;
import dev.packetwalk.grading.QuotedRule;
import dev.packetwalk.grading.Reason;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.RecordedCheck;
import dev.packetwalk.sandbox.Ending;
import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.sandbox.Lease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the server tells an open exercise page, as JSON with a {@code kind}. Text in it is text: the page escapes it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public sealed interface LiveMessage {
    /**
     * The checks as they are now.
     *
     * @param exercise the lesson's id, a slash and the exercise's
     * @param settled whether nothing is under way that could still change it
     * @param kept whether it is written down that the learner has passed: the page says so, too, when it is loaded now
     * @param watched what became of the real packets that the page shows, in the exercise's order
     */
    @JsonTypeName("grade")
    record Graded(
            String exercise,
            boolean passed,
            boolean settled,
            boolean kept,
            List<CheckNow> checks,
            List<WatchedView> watched)
            implements LiveMessage {
        static Graded of(
                Grade grade,
                boolean settled,
                Attempt attempt,
                boolean kept,
                @Nullable Exercise exercise,
                List<JournalEntry> journal) {
            return new Graded(
                    attempt.exercise().toString(),
                    grade.passed(),
                    settled,
                    kept,
                    grade.results().stream()
                            .map(result -> CheckNow.of(attempt.check(result.check())
                                    .map(recorded -> recorded.now(result))
                                    .orElseGet(() -> new RecordedCheck(result, null, null))))
                            .toList(),
                    exercise == null ? List.of() : WatchedView.of(exercise, journal));
        }
    }

    /**
     * A check as it is now.
     *
     * @param state {@code passed}, {@code failed}, {@code undecided} or {@code waiting}
     * @param words the state in words, written in the language of the page
     * @param reason what was observed; written in runs of words and code, in the language of the page
     * @param rules the learner's rules that it speaks of
     * @param steps how far a check that is done in steps has got; empty for others
     * @param passedAt when it first passed; null if it never did
     * @param undoneAt when it stopped passing; null if it passes, or never did
     */
    record CheckNow(
            String id,
            String state,
            CheckWord words,
            @JsonSerialize(using = ReasonWriter.class) Reason reason,
            List<Quote> rules,
            List<StepNow> steps,
            @Nullable Instant passedAt,
            @Nullable Instant undoneAt) {
        static CheckNow of(RecordedCheck recorded) {
            CheckResult result = recorded.result();
            return new CheckNow(
                    result.check(),
                    result.state().name().toLowerCase(Locale.ROOT),
                    CheckWord.of(recorded),
                    result.reason(),
                    result.quotes().stream().map(Quote::of).toList(),
                    StepNow.of(result.steps()),
                    recorded.passedAt(),
                    recorded.undoneAt());
        }
    }

    /**
     * A step of a check.
     *
     * @param state as in {@link CheckView.StepView}
     * @param words the state in words, written in the language of the page; null for none
     * @param doneAt when it came true; null if it has not
     * @param dueAt until when it must come true; null if it is not next or may take its time
     * @param reason what was observed when it came true; null if it has not
     * @param rules that decided then
     */
    record StepNow(
            String id,
            String state,
            @Nullable CheckWord words,
            @Nullable Instant doneAt,
            @Nullable Instant dueAt,

            @JsonSerialize(using = ReasonWriter.class) @Nullable
            Reason reason,

            List<Quote> rules) {
        static List<StepNow> of(List<CheckResult.StepResult> steps) {
            List<StepNow> now = new ArrayList<>();
            boolean next = true;
            for (CheckResult.StepResult step : steps) {
                StepState state = StepState.of(step, next);
                now.add(new StepNow(
                        step.step(),
                        state.toString(),
                        state.words().orElse(null),
                        step.doneAt(),
                        step.dueAt(),
                        step.reason(),
                        step.quotes().stream().map(Quote::of).toList()));
                next = state == StepState.DONE;
            }
            return now;
        }
    }

    /** A rule of the learner's, as in {@link CheckView.RuleView}. */
    record Quote(@JsonIgnore QuotedRule rule, String place, String text, String role, CheckWord words) {
        static Quote of(QuotedRule rule) {
            CheckWord role = CheckWord.of(rule.role());
            return new Quote(rule, CheckView.RuleView.place(rule), rule.text(), role.toString(), role);
        }
    }

    /**
     * How long the machine is the learner's.
     *
     * @param warning whether it ends soon unless they do something
     */
    @JsonTypeName("lease")
    record LeaseNow(Instant idleEndsAt, Instant hardEndsAt, boolean warning) implements LiveMessage {
        static LeaseNow of(Lease lease, boolean warning) {
            return new LeaseNow(lease.idleEndsAt(), lease.hardEndsAt(), warning);
        }
    }

    /** The machine is gone; {@code reason} as in {@link Ending.Reason}, in lower case. */
    @JsonTypeName("ended")
    record Ended(String reason, String detail) implements LiveMessage {
        static Ended of(Ending ending) {
            return new Ended(ending.reason().name().toLowerCase(Locale.ROOT), ending.detail());
        }
    }
}
