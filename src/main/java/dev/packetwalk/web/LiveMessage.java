package dev.packetwalk.web;

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
                            .map(result -> CheckNow.of(
                                    result, attempt.check(result.check()).orElse(null)))
                            .toList(),
                    exercise == null ? List.of() : WatchedView.of(exercise, journal));
        }
    }

    /**
     * A check as it is now.
     *
     * @param state {@code passed}, {@code failed}, {@code undecided} or {@code waiting}
     * @param reason what was observed; written in runs of words and code, in the language of the page
     * @param rules the learner's rules that it speaks of
     * @param steps how far a check that is done in steps has got; empty for others
     * @param passedAt when it first passed; null if it never did
     * @param undoneAt when it stopped passing; null if it passes, or never did
     */
    record CheckNow(
            String id,
            String state,
            @JsonSerialize(using = ReasonWriter.class) Reason reason,
            List<Quote> rules,
            List<StepNow> steps,
            @Nullable Instant passedAt,
            @Nullable Instant undoneAt) {
        static CheckNow of(CheckResult result, @Nullable RecordedCheck recorded) {
            return new CheckNow(
                    result.check(),
                    result.state().name().toLowerCase(Locale.ROOT),
                    result.reason(),
                    result.quotes().stream().map(Quote::of).toList(),
                    result.steps().stream().map(StepNow::of).toList(),
                    recorded == null ? null : recorded.passedAt(),
                    recorded == null ? null : recorded.undoneAt());
        }
    }

    /**
     * A step of a check.
     *
     * @param doneAt when it came true; null if it has not
     * @param dueAt until when it must come true; null if it is not next or may take its time
     */
    record StepNow(
            String id, @Nullable Instant doneAt, @Nullable Instant dueAt) {
        static StepNow of(CheckResult.StepResult step) {
            return new StepNow(step.step(), step.doneAt(), step.dueAt());
        }
    }

    /** A rule of the learner's; {@code role} is {@code decided}, {@code never_reached} or {@code unknown}. */
    record Quote(String table, String chain, int number, String text, String role) {
        static Quote of(QuotedRule rule) {
            return new Quote(
                    rule.table(),
                    rule.chain(),
                    rule.number(),
                    rule.text(),
                    rule.role().name().toLowerCase(Locale.ROOT));
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
