package dev.packetwalk.web.api;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Rows as RFC 4180 has them, of which no cell is a formula to a spreadsheet. */
final class CsvReport {
    /** What a formula begins with, also where a spreadsheet passes over the white space before it, and in full width. */
    private static final Pattern FORMULA =
            Pattern.compile("^\\s*[=+\\-@\\uff1d\\uff0b\\uff0d\\uff20].*|^[\\t\\r].*", Pattern.DOTALL);

    private CsvReport() {}

    /**
     * One header and any number of rows.
     *
     * @param rows cells as they are: hostile text; {@code null} for an empty one
     */
    static String of(List<String> header, List<? extends List<? extends @Nullable Object>> rows) {
        StringWriter text = new StringWriter();
        try (CSVPrinter csv = new CSVPrinter(text, CSVFormat.RFC4180)) {
            csv.printRecord(header);
            for (List<? extends @Nullable Object> row : rows) {
                csv.printRecord(row.stream().map(CsvReport::cell).toList());
            }
        } catch (IOException e) {
            throw new IllegalStateException("CSV cannot be written to memory", e);
        }
        return text.toString();
    }

    /** An apostrophe in front tells a spreadsheet that text follows. Numbers of ours are no text. */
    private static Object cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = value.toString();
        return value instanceof String && FORMULA.matcher(text).matches() ? "'" + text : value;
    }
}
