package dev.packetwalk.progress.classes;

import dev.packetwalk.progress.LearnerName;
import dev.packetwalk.progress.Login;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads a roster: a first line of titles, then one line for each person, the cells divided by commas, semicolons or tabs, in UTF-8.
 * What a title is called is taken loosely, see {@code roster-columns.properties}; columns that are not known are passed over.
 */
public final class RosterFile {
    /** The most lines beside the titles. */
    public static final int MOST_ROWS = 1000;

    /** The most characters that are read. */
    public static final int LONGEST = 400_000;

    private static final char MARK = '\uFEFF';
    private static final int SHOWN = 60;

    private final List<RosterRow> rows = new ArrayList<>();
    private final List<BadLine> bad = new ArrayList<>();
    private final Map<String, Integer> references = new HashMap<>();
    private final Map<String, Integer> logins = new HashMap<>();

    private RosterFile() {}

    /** The text of a file; empty if it is no UTF-8. */
    public static Optional<String> text(byte[] file) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    /** Reads a text. */
    public static Reading read(String text) {
        String tidy = text.isEmpty() || text.charAt(0) != MARK ? text : text.substring(1);
        if (tidy.isBlank()) {
            return new Reading.Unreadable(Reading.Reason.EMPTY, 0);
        }
        if (tidy.length() > LONGEST) {
            return new Reading.Unreadable(Reading.Reason.TOO_LONG, 0);
        }
        // Without an end, the last line would be counted as the one before it.
        return new RosterFile().lines(tidy.endsWith("\n") ? tidy : tidy + "\n");
    }

    private Reading lines(String text) {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter(text))
                .setIgnoreEmptyLines(true)
                .setIgnoreSurroundingSpaces(true)
                .get();
        long line = 0;
        try (CSVParser parser = CSVParser.parse(text, format)) {
            RosterColumns columns = null;
            for (CSVRecord cells : parser) {
                line = parser.getCurrentLineNumber();
                if (columns == null) {
                    columns = RosterColumns.of(cells.toList());
                    if (!columns.tellNames()) {
                        return new Reading.Unreadable(Reading.Reason.NO_NAMES, (int) line);
                    }
                } else if (rows.size() + bad.size() == MOST_ROWS) {
                    return new Reading.Unreadable(Reading.Reason.TOO_LONG, (int) line);
                } else if (cells.stream().anyMatch(cell -> !cell.isBlank())) {
                    take((int) line, cells.toList(), columns);
                }
            }
        } catch (IOException | UncheckedIOException | IllegalStateException _) {
            return new Reading.Unreadable(Reading.Reason.BROKEN, (int) line + 1);
        }
        return rows.isEmpty() && bad.isEmpty()
                ? new Reading.Unreadable(Reading.Reason.EMPTY, 0)
                : new Reading.Rows(List.copyOf(rows), List.copyOf(bad));
    }

    /** The one of which the first line has most, outside of quotation marks. */
    private static char delimiter(String text) {
        String titles = text.lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("")
                .replaceAll("\"[^\"]*\"", "");
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(titles, candidate) > count(titles, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    private void take(int line, List<String> cells, RosterColumns columns) {
        String reference = columns.referenceIn(cells);
        String typed = columns.loginIn(cells);
        Login login = Login.parse(typed);
        LearnerName.Parsed name = LearnerName.parse(columns.nameIn(cells));
        if (name instanceof LearnerName.Parsed.Refused(LearnerName.Flaw flaw)) {
            refuse(line, cells, flaw(flaw), 0);
        } else if (reference.length() > RosterRow.LONGEST_REFERENCE) {
            refuse(line, cells, BadLine.Flaw.REFERENCE_TOO_LONG, 0);
        } else if (!typed.isEmpty() && login == null) {
            refuse(line, cells, BadLine.Flaw.LOGIN_MALFORMED, 0);
        } else if (references.containsKey(reference)) {
            refuse(line, cells, BadLine.Flaw.REFERENCE_TWICE, references.get(reference));
        } else if (login != null && logins.containsKey(login.value())) {
            refuse(line, cells, BadLine.Flaw.LOGIN_TWICE, logins.get(login.value()));
        } else if (name instanceof LearnerName.Parsed.Accepted(LearnerName accepted)) {
            rows.add(new RosterRow(line, accepted, reference, login == null ? "" : login.value()));
            if (!reference.isEmpty()) {
                references.put(reference, line);
            }
            if (login != null) {
                logins.put(login.value(), line);
            }
        }
    }

    private static BadLine.Flaw flaw(LearnerName.Flaw flaw) {
        return switch (flaw) {
            case EMPTY -> BadLine.Flaw.NAME_EMPTY;
            case TOO_LONG -> BadLine.Flaw.NAME_TOO_LONG;
            case UNREADABLE -> BadLine.Flaw.NAME_UNREADABLE;
        };
    }

    private void refuse(int line, List<String> cells, BadLine.Flaw flaw, int other) {
        String text = String.join(", ", cells);
        bad.add(new BadLine(line, text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…", flaw, other));
    }

    /** What came of reading a file. */
    public sealed interface Reading {
        /** People, and lines that could not be taken. */
        record Rows(List<RosterRow> rows, List<BadLine> bad) implements Reading {}

        /**
         * Nothing could be taken.
         *
         * @param line where it goes wrong, from 1 on; 0 for the file as a whole
         */
        record Unreadable(Reason reason, int line) implements Reading {}

        /** Why a file cannot be read. */
        enum Reason {
            /** There is nobody in it. */
            EMPTY,
            /** More than {@link #MOST_ROWS} lines, or {@link #LONGEST} characters. */
            TOO_LONG,
            /** No title says where names are. */
            NO_NAMES,
            /** A quotation mark that is never closed, or stands where none may. */
            BROKEN
        }
    }
}
