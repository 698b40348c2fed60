package dev.packetwalk.grading;

import java.util.List;

/**
 * What one check found.
 *
 * @param check the check's id
 * @param title the check's title, for people
 * @param state how it ended
 * @param reason what was observed, in one to three sentences, quoting the learner's own rules
 * @param quotes the rules that the reason speaks of, in the order in which a packet meets them
 */
public record CheckResult(String check, String title, State state, Reason reason, List<QuotedRule> quotes) {
    public CheckResult {
        quotes = List.copyOf(quotes);
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
        /** Evidence that it needs has not come in yet. */
        WAITING
    }
}
