package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.Policy;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the lines of {@code iptables -L}. */
final class ListingReader {
    private static final Pattern CHAIN = Pattern.compile("Chain (\\S+) \\((.*)\\)\\s*");
    private static final Pattern POLICY =
            Pattern.compile("policy (ACCEPT|DROP)(?: \\[?(\\d{1,20}[KMGT]?) packets, (\\d{1,20}[KMGT]?) bytes]?)?");
    private static final Pattern REFERENCES = Pattern.compile("(\\d{1,9}) references");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private static final Map<String, ListedColumn> NAMES = Map.of(
            "num", ListedColumn.NUMBER,
            "pkts", ListedColumn.PACKETS,
            "bytes", ListedColumn.BYTES,
            "target", ListedColumn.TARGET,
            "prot", ListedColumn.PROTOCOL,
            "opt", ListedColumn.OPTIONS,
            "in", ListedColumn.IN,
            "out", ListedColumn.OUT,
            "source", ListedColumn.SOURCE,
            "destination", ListedColumn.DESTINATION);

    private final List<ListedLine> lines = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private String chain = "";
    private Set<ListedColumn> columns = Set.of();
    private int rules;

    Parsed<IptablesListing> read(String text) {
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            lines.add(readLine(line, ++number));
        }
        return new Parsed<>(new IptablesListing(lines), problems);
    }

    private ListedLine readLine(String line, int number) {
        if (line.isBlank() || line.startsWith("#")) {
            return new UnreadLine(line, number);
        }
        Matcher start = CHAIN.matcher(line);
        if (start.matches()) {
            return chain(start, line, number);
        }
        return heading(line, number).orElseGet(() -> rule(line, number));
    }

    private ListedLine chain(Matcher start, String line, int number) {
        chain = start.group(1);
        columns = Set.of();
        rules = 0;
        Matcher policy = POLICY.matcher(start.group(2));
        Matcher references = REFERENCES.matcher(start.group(2));
        if (policy.matches()) {
            return new ListedChain(
                    chain,
                    Optional.of(Policy.valueOf(policy.group(1))),
                    Optional.ofNullable(policy.group(2)).flatMap(ListedCount::parse),
                    Optional.ofNullable(policy.group(3)).flatMap(ListedCount::parse),
                    Optional.empty(),
                    line,
                    number);
        }
        if (!references.matches()) {
            problem(
                    number,
                    start.start(2) + 1,
                    "this is neither a policy nor a number of references",
                    "write (policy ACCEPT) or (1 references)");
        }
        Optional<Integer> count =
                references.matches() ? Optional.of(Integer.valueOf(references.group(1))) : Optional.empty();
        return new ListedChain(chain, Optional.empty(), Optional.empty(), Optional.empty(), count, line, number);
    }

    private Optional<ListedLine> heading(String line, int number) {
        Set<ListedColumn> named = EnumSet.noneOf(ListedColumn.class);
        for (String word : BLANKS.split(line.strip(), 12)) {
            ListedColumn column = NAMES.get(word);
            if (column == null) {
                return Optional.empty();
            }
            named.add(column);
        }
        if (!named.contains(ListedColumn.PROTOCOL) || !named.contains(ListedColumn.DESTINATION)) {
            return Optional.empty();
        }
        columns = named;
        return Optional.of(new ListedHeading(named, line, number));
    }

    private ListedLine rule(String line, int number) {
        if (columns.isEmpty()) {
            problem(
                    number,
                    1,
                    "this line is not under the heading of a chain's rules",
                    "give all lines of iptables -L");
            return new UnreadLine(line, number);
        }
        ListedFields fields = new ListedFields(line, columns);
        Optional<List<ListedField>> read = fields.read();
        if (read.isEmpty()) {
            problem(number, fields.column(), fields.missing(), "give lines as iptables -L prints them");
            return new UnreadLine(line, number);
        }
        rules = Numbers.decimal(read.get().getFirst().text(), Integer.MAX_VALUE)
                .filter(printed -> columns.contains(ListedColumn.NUMBER))
                .map(Long::intValue)
                .orElse(rules + 1);
        return new ListedRule(chain, rules, read.get(), line, number);
    }

    private void problem(int line, int column, String message, String remedy) {
        problems.add(new Problem(line, column, message, remedy));
    }
}
