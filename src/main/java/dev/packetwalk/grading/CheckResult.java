package dev.packetwalk.grading;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one check found.
 *
 * @param check the check's id
 * @param title the check's title, for people
 * @param state how it ended
 * @param reason what was observed, in one to three sentences, quoting the learner's own rules
 * @param quotes the rules that the reason speaks of, in the order in which a packet meets them
 * @param steps of a sequence, in order; empty for other checks
 */
public record CheckResult(
        String check, String title, State state, Reason reason, List<QuotedRule> quotes, List<StepResult> steps) {
    public CheckResult {
        quotes = List.copyOf(quotes);
        // Results that were kept before there were sequences have no steps.
        steps = List.copyOf(Objects.requireNonNullElse(steps, List.of()));
    }

    /** The result of a check that is no sequence. */
    public CheckResult(String check, String title, State state, Reason reason, List<QuotedRule> quotes) {
        this(check, title, state, reason, quotes, List.of());
    }

    /**
     * How far a step of a sequence has got.
     *
     * @param step its id
     * @param title for people
     * @param doneAt when it came true; null if it has not, or the steps before it have not
     * @param dueAt until when it must, if it is next and its time is limited; null otherwise
     * @param reason what was observed when it came true; null if it has not
     * @param quotes rules that decided then, and those that were never reached
     */
    public record StepResult(
            String step,
            String title,
            @Nullable Instant doneAt,
            @Nullable Instant dueAt,
            @Nullable Reason reason,
            List<QuotedRule> quotes) {
        public StepResult {
            // Steps that were kept earlier quote nothing.
            quotes = List.copyOf(Objects.requireNonNullElse(quotes, List.of()));
        }
    }

    /** Whether evidence is on its way that may change this, although nobody does anything. */
    public boolean isUnderWay() {
        return state == State.WAITING && reason.message().key().isUnderWay();
    }

    /** Whether the check passed. */
    public boolean passed() {
        return state == State.PASSED;
    }

    /** How a check can end. */
    public enum State {
        PASSED,
        FAILED,
        /** The evidence is there, but it cannot tell: the reason says because of what. */
        UNDECIDED,
        /** There is nothing to judge yet: evidence has not come in, or the learner has not come so far. */
        WAITING
    }
}
