package dev.packetwalk.progress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.packetwalk.sandbox.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A journal as a file: one entry a line, as JSON with {@code number}, {@code at} and {@code event}; an event has its {@code kind}:
 * {@code ruleset}, {@code flow}, {@code probe}, {@code file}, {@code answer}, {@code line} or {@code gap}.
 */
public final class JournalLines {
    private static final ObjectReader READER =
            JournalJson.MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JournalLines() {}

    /**
     * A file that was read.
     *
     * @param entries those that were understood, in order
     * @param problem the first line that was not, and why; empty if all were
     */
    public record Read(List<JournalEntry> entries, Optional<String> problem) {
        public Read {
            entries = List.copyOf(entries);
        }
    }

    /** Writes a journal. */
    public static String write(List<JournalEntry> journal) {
        StringBuilder lines = new StringBuilder();
        try {
            for (JournalEntry entry : journal) {
                lines.append(JournalJson.MAPPER.writeValueAsString(entry)).append('\n');
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a journal's entry cannot be written as JSON", e);
        }
        return lines.toString();
    }

    /** Reads a journal; blank lines are skipped. */
    public static Read read(String text) {
        List<JournalEntry> entries = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                JsonNode entry = READER.readTree(line);
                if (!entry.has("number") || !entry.hasNonNull("at") || !entry.hasNonNull("event")) {
                    return new Read(
                            entries, Optional.of("line " + number + " is not an entry with number, at and event"));
                }
                entries.add(JournalJson.MAPPER.treeToValue(entry, JournalEntry.class));
            } catch (JsonProcessingException | IllegalArgumentException e) {
                return new Read(
                        entries,
                        Optional.of("line " + number + " is not an entry of a journal: "
                                + String.valueOf(e.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse("")));
            }
        }
        return new Read(entries, Optional.empty());
    }
}
