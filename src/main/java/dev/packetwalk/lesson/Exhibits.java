package dev.packetwalk.lesson;

import dev.packetwalk.lesson.Page.Exhibit;
import dev.packetwalk.netfilter.text.ConntrackListing;
import dev.packetwalk.netfilter.text.IptablesListing;
import dev.packetwalk.netfilter.text.IptablesSave;
import dev.packetwalk.netfilter.text.ListedColumn;
import dev.packetwalk.netfilter.text.ListedRule;
import dev.packetwalk.netfilter.text.Parsed;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.node.FencedCodeBlock;

/** Fenced blocks that a lesson's page shows in a way of its own: which there are, and whether they can be shown. */
final class Exhibits {
    /** More would take the server's memory from learners. */
    private static final int MOST_SERVICES = 10_000;

    private static final int COLUMNS = ListedColumn.values().length;

    private static final Pattern INFO = Pattern.compile("(?<kind>"
            + Stream.of(Exhibit.Kind.values()).map(Exhibits::word).collect(Collectors.joining("|"))
            + ")(?:\\s+(?<caption>\\S.*))?");
    private static final Pattern SIZES = Pattern.compile("[1-9][0-9]{1,4}(?: [1-9][0-9]{1,4}){0,4}");

    private Exhibits() {}

    /** The exhibit that a fenced block stands for; empty if it is another kind of block. */
    static Optional<Exhibit> of(FencedCodeBlock block, String html) {
        Matcher info = INFO.matcher(block.getInfo().strip());
        if (!info.matches()) {
            return Optional.empty();
        }
        String caption = info.group("caption");
        return Optional.of(new Exhibit(
                Exhibit.Kind.valueOf(info.group("kind").toUpperCase(Locale.ROOT)),
                block.getLiteral().stripTrailing(),
                caption == null ? "" : caption,
                html));
    }

    private static String word(Exhibit.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** Reports what keeps an exhibit from being shown. */
    static void check(Exhibit exhibit, int line, Report report) {
        switch (exhibit.kind()) {
            case LISTING -> {
                Parsed<IptablesListing> listing = IptablesListing.parse(exhibit.text());
                readable(listing, line, report);
                boolean everyColumn = listing.value().lines().stream()
                        .noneMatch(row ->
                                row instanceof ListedRule rule && rule.fields().size() < COLUMNS);
                if (!everyColumn) {
                    report.add(line, "a listing without some columns", "print it by iptables -L -n -v --line-numbers");
                }
            }
            case ENTRY -> {
                Parsed<?> flows = ConntrackListing.parse(exhibit.text());
                readable(flows, line, report);
                if (exhibit.text().lines().count() != 1) {
                    report.add(line, "an entry of more than one line", "give one line as conntrack -L prints it");
                }
            }
            case NFTABLES -> readable(IptablesSave.parse(exhibit.text()), line, report);
            case SERVICES -> {
                boolean known = SIZES.matcher(exhibit.text().strip()).matches()
                        && exhibit.numbers().stream().allMatch(size -> size <= MOST_SERVICES);
                if (!known) {
                    report.add(
                            line,
                            "'" + exhibit.text() + "' is no list of sizes",
                            "give up to five numbers from 10 to 10000, with blanks between them");
                }
            }
            case SHEET -> {
                if (!exhibit.text().isBlank()) {
                    report.add(line, "a sheet with text in it", "leave the block empty: it shows cheatsheet.yaml");
                }
            }
            case EXERCISE -> {
                // Which exercises there are is known to the reader of the lesson.
            }
        }
    }

    private static void readable(Parsed<?> parsed, int line, Report report) {
        parsed.problems().forEach(problem -> report.add(line + problem.line(), problem.message(), problem.remedy()));
    }
}
