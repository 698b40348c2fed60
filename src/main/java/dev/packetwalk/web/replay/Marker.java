package dev.packetwalk.web.replay;

import dev.packetwalk.netfilter.RulesetChange;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.recording.RecordedEvent.Note;
import dev.packetwalk.sandbox.TerminalName;
import java.util.List;

/** A moment of a recording that is worth going to. */
sealed interface Marker {
    /** When, in milliseconds since the recording began. */
    long millis();

    /**
     * Rules changed.
     *
     * @param program the program that did it; empty if it was not heard
     * @param changes at least one
     */
    record RulesChanged(long millis, String program, List<RulesetChange> changes) implements Marker {
        public RulesChanged {
            changes = List.copyOf(changes);
        }
    }

    /** What was in force before this and after the moment above it is not known. */
    record RulesUnknown(long millis) implements Marker {}

    /** A check began to pass, or no longer does. */
    record CheckTurned(long millis, ExerciseKey exercise, String check, boolean passed) implements Marker {}

    /** All checks of an exercise passed together. */
    record AllPassed(long millis, ExerciseKey exercise) implements Marker {}

    /** Something is to be known about what a terminal shows. */
    record Noted(long millis, TerminalName terminal, Note note) implements Marker {}
}
