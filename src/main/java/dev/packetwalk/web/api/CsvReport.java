package dev.packetwalk.web.api;

import dev.packetwalk.progress.classes.SafeCell;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Rows as RFC 4180 has them, of which no cell is a formula to a spreadsheet. */
final class CsvReport {
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

    /** Numbers of ours are no text. */
    private static Object cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof String text ? SafeCell.of(text) : value;
    }
}
