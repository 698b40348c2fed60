package dev.packetwalk.web;

import dev.packetwalk.grading.Grade;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.sandbox.RulesetSnapshot;
import java.time.Instant;
import java.util.List;

/** What is to happen with a grade. Called on the thread of a {@link SandboxWatch}, or on that of whoever asked it for a grade. */
interface GradeReceiver {
    /**
     * A grade and what it was given on.
     *
     * @param journal up to then
     * @param at when it was given
     * @param settled {@code false} if something is under way that may change it: a further grade follows then
     */
    record Graded(Grade grade, RulesetSnapshot ruleset, List<JournalEntry> journal, Instant at, boolean settled) {}

    /** Where the time goes that a look takes. */
    enum Stage {
        /** From hearing of a change until somebody looks. */
        WAITING,
        /** Until the rules are here. */
        RULES,
        /** Grading by them, and telling the pages, for the first time. */
        TELLING,
        /** Until every probe is back and told of. */
        PROBES,
        /** Writing down. */
        KEEPING
    }

    /** Whether anybody wants to know: an exercise that the learner has not opened is not graded. Does not block. */
    boolean wanted(ExerciseKey exercise);

    /** There is a grade, and a learner waits for it. Does not block. */
    void tell(ExerciseKey exercise, Graded graded);

    /** A settled grade is to be kept. Called behind {@link #tell}, when nobody waits any longer. */
    void keep(ExerciseKey exercise, Graded graded);

    /** A stage of a look took so long. */
    void took(Stage stage, long nanos);
}
