package dev.packetwalk.grading.report;

import java.util.List;

/**
 * Results that belong together.
 *
 * @param name such as an exercise's id or a learner's name: hostile text
 * @param cases in order
 * @param notes what else there is to say, a sentence each; may be empty
 */
public record Suite(String name, List<Case> cases, List<String> notes) {
    public Suite {
        cases = List.copyOf(cases);
        notes = List.copyOf(notes);
    }

    /** Results without notes. */
    public Suite(String name, List<Case> cases) {
        this(name, cases, List.of());
    }

    /** How many ended so. */
    long count(Outcome outcome) {
        return cases.stream().filter(one -> one.outcome() == outcome).count();
    }

    /**
     * One result.
     *
     * @param name of what was looked at: hostile text
     * @param why it ended so, a sentence or two: hostile text; only told where it did not pass
     */
    public record Case(String name, Outcome outcome, String why) {}

    /** How it ended. */
    public enum Outcome {
        PASSED,
        FAILED,
        /** Nobody knows yet, or it was not tried. */
        SKIPPED
    }
}
