package dev.packetwalk.web.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.packetwalk.progress.recording.RecordedEvent;
import dev.packetwalk.progress.recording.RecordedTerminal;
import dev.packetwalk.progress.recording.Recording;
import dev.packetwalk.sandbox.TerminalSize;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recording of one terminal as an asciicast v2 file: a line with what is known about it, then a line for each event, in the order of
 * their times, with markers among them.
 */
final class CastFile {
    /** Longer silence is shortened to this by who plays the file, unless they say otherwise. */
    static final int IDLE_LIMIT_SECONDS = 2;

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private CastFile() {}

    /**
     * Writes the file.
     *
     * @param title for people: may quote hostile text
     * @param markers in the order of their times
     */
    static String write(String title, Recording recording, RecordedTerminal terminal, List<MarkerView> markers) {
        ObjectNode header = JSON.createObjectNode()
                .put("version", 2)
                .put("width", terminal.size().columns())
                .put("height", terminal.size().rows())
                .put("timestamp", recording.beganAt().getEpochSecond())
                .put("idle_time_limit", IDLE_LIMIT_SECONDS)
                .put("title", title);
        header.putObject("env").put("TERM", "xterm-256color").put("SHELL", "/bin/bash");
        StringBuilder file = new StringBuilder().append(header).append('\n');
        Iterator<MarkerView> rest = markers.iterator();
        @Nullable MarkerView next = rest.hasNext() ? rest.next() : null;
        for (RecordedEvent event : terminal.events()) {
            while (next != null && next.at().compareTo(MarkerView.seconds(event.millis())) <= 0) {
                append(file, next);
                next = rest.hasNext() ? rest.next() : null;
            }
            append(file, event);
        }
        if (next != null) {
            append(file, next);
            rest.forEachRemaining(marker -> append(file, marker));
        }
        return file.toString();
    }

    private static void append(StringBuilder file, MarkerView marker) {
        ArrayNode line = JSON.createArrayNode().add(marker.at()).add("m").add(marker.label());
        file.append(line).append('\n');
    }

    private static void append(StringBuilder file, RecordedEvent event) {
        ArrayNode line = JSON.createArrayNode().add(MarkerView.seconds(event.millis()));
        switch (event) {
            case RecordedEvent.Output(long _, String text) -> line.add("o").add(text);
            case RecordedEvent.Resized(long _, TerminalSize size) ->
                line.add("r").add(size.columns() + "x" + size.rows());
            // These are among the markers, in words.
            case RecordedEvent.Noted _ -> {
                return;
            }
        }
        file.append(line).append('\n');
    }
}
