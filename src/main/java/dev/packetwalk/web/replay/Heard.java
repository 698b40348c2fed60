package dev.packetwalk.web.replay;

import dev.packetwalk.progress.recording.RecordedEvent.Note;
import dev.packetwalk.sandbox.TerminalSize;
import java.nio.ByteBuffer;

/** What a tap has heard of a terminal, with the server's clock in milliseconds since 1970. */
sealed interface Heard {
    /** When. */
    long at();

    /** It printed these bytes, which may begin or end within a character. */
    record Printed(long at, ByteBuffer bytes) implements Heard {}

    /** It took another size. */
    record Resized(long at, TerminalSize size) implements Heard {}

    /** Something was not heard. */
    record Missed(long at, Note why) implements Heard {}
}
