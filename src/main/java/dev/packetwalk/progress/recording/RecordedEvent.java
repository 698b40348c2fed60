package dev.packetwalk.progress.recording;

import dev.packetwalk.sandbox.TerminalSize;

/** Something that a terminal showed or did. Text in it comes from the learner's side and is hostile. */
public sealed interface RecordedEvent {
    /** When, in milliseconds since the recording began. */
    long millis();

    /** It printed; control sequences included. */
    record Output(long millis, String text) implements RecordedEvent {}

    /** It took another size. */
    record Resized(long millis, TerminalSize size) implements RecordedEvent {}

    /** Something is to be known about the recording itself. */
    record Noted(long millis, Note note) implements RecordedEvent {}

    /** What is to be known. */
    enum Note {
        /** What was shown before this and after the event above it is not known: the server was away, or the connection. */
        GAP,
        /** More was printed than is recorded; the rest is left out. */
        LEFT_OUT,
        /** The recording is as large as it may become, and ends here. */
        FULL
    }
}
