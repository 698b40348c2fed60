package dev.packetwalk.progress.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.packetwalk.sandbox.TerminalSize;
import java.util.List;
import java.util.Locale;

/**
 * Events as they are kept: one a line, {@code [millis, kind, value]}, with the kinds {@code o} (text), {@code r} ({@code 80x24})
 * and {@code m} (a note's name in small letters).
 */
final class RecordedLines {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private RecordedLines() {}

    static String write(List<RecordedEvent> events) {
        StringBuilder lines = new StringBuilder();
        for (RecordedEvent event : events) {
            ArrayNode line = JSON.createArrayNode().add(event.millis());
            switch (event) {
                case RecordedEvent.Output(long _, String text) -> line.add("o").add(text);
                case RecordedEvent.Resized(long _, TerminalSize size) ->
                    line.add("r").add(size.columns() + "x" + size.rows());
                case RecordedEvent.Noted(long _, RecordedEvent.Note note) ->
                    line.add("m").add(note.name().toLowerCase(Locale.ROOT));
            }
            lines.append(line).append('\n');
        }
        return lines.toString();
    }

    static List<RecordedEvent> read(String lines) {
        return lines.lines().map(RecordedLines::event).toList();
    }

    private static RecordedEvent event(String line) {
        try {
            JsonNode event = JSON.readTree(line);
            long millis = event.path(0).asLong();
            String value = event.path(2).asText();
            return switch (event.path(1).asText()) {
                case "o" -> new RecordedEvent.Output(millis, value);
                case "r" -> new RecordedEvent.Resized(millis, size(value));
                case "m" -> new RecordedEvent.Noted(millis, RecordedEvent.Note.valueOf(value.toUpperCase(Locale.ROOT)));
                case String other -> throw new IllegalStateException("a recording has an event of kind " + other);
            };
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a recording in the database cannot be read", e);
        }
    }

    private static TerminalSize size(String text) {
        int x = text.indexOf('x');
        return new TerminalSize(Integer.parseInt(text.substring(0, x)), Integer.parseInt(text.substring(x + 1)));
    }
}
