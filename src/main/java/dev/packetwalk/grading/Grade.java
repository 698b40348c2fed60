package dev.packetwalk.grading;

import java.util.List;

/**
 * The outcome of an exercise's checks over the evidence.
 *
 * @param exercise the exercise's id
 * @param results one for each check, in the exercise's order; empty for an exercise that is not graded
 */
public record Grade(String exercise, List<CheckResult> results) {
    public Grade {
        results = List.copyOf(results);
    }

    /** Whether every check passed; false for an exercise without checks. */
    public boolean passed() {
        return !results.isEmpty() && results.stream().allMatch(r -> r.state() == CheckResult.State.PASSED);
    }
}
