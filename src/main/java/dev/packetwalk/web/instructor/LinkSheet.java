package dev.packetwalk.web.instructor;

import dev.packetwalk.progress.classes.RosterLinks;
import dev.packetwalk.progress.classes.SafeCell;
import dev.packetwalk.web.words.Texts;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Personal links that have just been made.
 *
 * @param rows for whom, and where they lead
 * @param file the same as an address of the kind {@code data:}, to be saved: nothing of it is kept here
 */
record LinkSheet(List<Row> rows, String file) {
    private static final char MARK = '\uFEFF';

    static LinkSheet of(List<RosterLinks.Made> made, UriInfo uri) {
        List<Row> rows = made.stream()
                .map(one -> new Row(
                        one.entry().name(),
                        one.entry().reference(),
                        one.entry().login(),
                        uri.getBaseUriBuilder()
                                .path("enter")
                                .path(one.link().value())
                                .build()
                                .toString()))
                .toList();
        byte[] csv = csv(rows).getBytes(StandardCharsets.UTF_8);
        return new LinkSheet(
                rows,
                "data:text/csv;charset=utf-8;base64," + Base64.getEncoder().encodeToString(csv));
    }

    /** The one link, if there is only one. */
    public boolean single() {
        return rows.size() == 1;
    }

    /** What the file is called when it is saved. */
    public String fileName(String code) {
        return "packetwalk-" + code.toLowerCase(Locale.ROOT) + "-links.csv";
    }

    /** Begins with a mark by which spreadsheets know UTF-8. */
    static String csv(List<Row> rows) {
        StringBuilder text = new StringBuilder().append(MARK);
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            // The titles that an import of a roster knows, in every language.
            printer.printRecord("Name", "Reference", "Login", "Link");
            for (Row row : rows) {
                printer.printRecord(
                        SafeCell.of(row.name()), SafeCell.of(row.reference()), SafeCell.of(row.login()), row.link());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** One of them; all but the link is hostile text. */
    record Row(String name, String reference, String login, String link) {
        /** The name as it can stand in a sentence. */
        public String isolated() {
            return Texts.isolated(name);
        }
    }
}
