package dev.packetwalk.progress.recording;

import dev.packetwalk.sandbox.TerminalSize;
import java.util.List;

/**
 * What one terminal showed.
 *
 * @param size the one it had at the beginning
 * @param events in the order of their times
 */
public record RecordedTerminal(TerminalSize size, List<RecordedEvent> events) {
    public RecordedTerminal {
        events = List.copyOf(events);
    }
}
