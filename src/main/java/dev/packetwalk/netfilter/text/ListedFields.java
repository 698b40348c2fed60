package dev.packetwalk.netfilter.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes one rule's line of a listing apart, from left to right.
 *
 * <p>The tool fills columns with blanks, and a value that is wider shifts the rest; so each field ends at its own column's width
 * or behind its value, whichever comes later. Only the target and, for IPv6 in older versions, the options can be blank.
 */
final class ListedFields {
    private static final int NUMBER_WIDTH = 5;
    private static final int TARGET_WIDTH = 10;

    /** Older versions put no blank between a long protocol's name and the options. */
    private static final Pattern PROTOCOL_WITH_OPTIONS = Pattern.compile("(\\S{5,}?)(--|-f|!f)");

    private final String line;
    private final Set<ListedColumn> columns;
    private final List<ListedField> fields = new ArrayList<>();
    private int at;
    private String missing = "";

    ListedFields(String line, Set<ListedColumn> columns) {
        this.line = line;
        this.columns = columns;
    }

    /** The fields; empty when the line ends too early or a number is none. */
    Optional<List<ListedField>> read() {
        boolean complete = number()
                && count(ListedColumn.PACKETS)
                && count(ListedColumn.BYTES)
                && target()
                && protocol()
                && options()
                && word(ListedColumn.IN)
                && word(ListedColumn.OUT)
                && word(ListedColumn.SOURCE)
                && word(ListedColumn.DESTINATION);
        if (!complete) {
            return Optional.empty();
        }
        skipBlanks();
        add(ListedColumn.DETAILS, at, line.stripTrailing().length());
        return Optional.of(fields);
    }

    /** 1-based column at which the line was not understood. */
    int column() {
        return Math.min(at, line.length()) + 1;
    }

    /** What is not there. */
    String missing() {
        return missing;
    }

    private boolean number() {
        if (!columns.contains(ListedColumn.NUMBER)) {
            return true;
        }
        int start = at;
        boolean digits = word(ListedColumn.NUMBER)
                && Numbers.decimal(fields.getLast().text(), Integer.MAX_VALUE).isPresent();
        at = digits ? Math.max(start + NUMBER_WIDTH, at) : start;
        return digits || lacks(ListedColumn.NUMBER);
    }

    private boolean count(ListedColumn column) {
        if (!columns.contains(column)) {
            return true;
        }
        skipBlanks();
        int start = at;
        boolean counts =
                word(column) && ListedCount.parse(fields.getLast().text()).isPresent();
        at = counts ? at : start;
        return counts || lacks(column);
    }

    /** Its column starts right here, so that a blank here means that there is none. */
    private boolean target() {
        if (!columns.contains(ListedColumn.TARGET)) {
            return true;
        }
        int start = Math.min(at, line.length());
        int end = endOfWord(start);
        add(ListedColumn.TARGET, start, end);
        at = Math.max(start + TARGET_WIDTH, end);
        return true;
    }

    private boolean protocol() {
        skipBlanks();
        int end = endOfWord(at);
        Matcher attached = PROTOCOL_WITH_OPTIONS.matcher(line).region(Math.min(at, line.length()), end);
        boolean together = attached.matches();
        if (at >= end) {
            return lacks(ListedColumn.PROTOCOL);
        }
        add(ListedColumn.PROTOCOL, at, together ? attached.end(1) : end);
        at = fields.getLast().end();
        return true;
    }

    private boolean options() {
        if (!columns.contains(ListedColumn.OPTIONS)) {
            return true;
        }
        skipBlanks();
        int end = endOfWord(at);
        boolean there = line.startsWith("--", at) || line.startsWith("-f", at) || line.startsWith("!f", at);
        boolean alone = there && end == at + 2;
        add(ListedColumn.OPTIONS, at, alone ? end : at);
        at = alone ? end : at;
        return true;
    }

    private boolean word(ListedColumn column) {
        if (!columns.contains(column)) {
            return true;
        }
        skipBlanks();
        int end = endOfWord(at);
        if (at >= end) {
            return lacks(column);
        }
        add(column, at, end);
        // One blank always follows a column's value.
        at = Math.min(end + 1, line.length());
        return true;
    }

    private boolean lacks(ListedColumn column) {
        missing = switch (column) {
            case NUMBER -> "the rule's number is missing";
            case PACKETS -> "the number of packets is missing";
            case BYTES -> "the number of bytes is missing";
            case TARGET -> "the target is missing";
            case PROTOCOL -> "the protocol is missing";
            case OPTIONS -> "the options are missing";
            case IN -> "the interface of arrival is missing";
            case OUT -> "the interface of departure is missing";
            case SOURCE -> "the source is missing";
            case DESTINATION -> "the destination is missing";
            case DETAILS -> "the details are missing";
        };
        return false;
    }

    private void skipBlanks() {
        while (at < line.length() && isBlank(line.charAt(at))) {
            at++;
        }
    }

    private int endOfWord(int start) {
        int end = start;
        while (end < line.length() && !isBlank(line.charAt(end))) {
            end++;
        }
        return Math.min(end, line.length());
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private void add(ListedColumn column, int start, int end) {
        int from = Math.min(start, line.length());
        fields.add(new ListedField(column, line.substring(from, Math.max(from, Math.min(end, line.length()))), from));
    }
}
