package dev.packetwalk.netfilter.text;

import java.util.List;
import java.util.Optional;

/**
 * One rule in a listing. A listing does not tell everything: which match a text comes from, and in which order they are tried.
 *
 * @param chain the chain under which it stands
 * @param number its 1-based place in the chain: the printed one, or counted where none is printed
 * @param fields from left to right, each with its place in the raw line
 * @param raw the line
 * @param line its 1-based number
 */
public record ListedRule(String chain, int number, List<ListedField> fields, String raw, int line)
        implements ListedLine {
    public ListedRule {
        fields = List.copyOf(fields);
    }

    /** The field in that column; empty when the listing has no such column. */
    public Optional<ListedField> field(ListedColumn column) {
        return fields.stream().filter(field -> field.column() == column).findFirst();
    }

    /** What stands in that column; empty when nothing does. */
    public String text(ListedColumn column) {
        return field(column).map(ListedField::text).orElse("");
    }

    /** How many packets met it; empty in a listing without {@code -v}. */
    public Optional<ListedCount> packets() {
        return field(ListedColumn.PACKETS).flatMap(field -> ListedCount.parse(field.text()));
    }

    /** How many bytes those had; empty in a listing without {@code -v}. */
    public Optional<ListedCount> bytes() {
        return field(ListedColumn.BYTES).flatMap(field -> ListedCount.parse(field.text()));
    }

    /** Whether the target is a chain that is entered for good ({@code -g}). */
    public boolean isGoto() {
        return text(ListedColumn.DETAILS).startsWith("[goto]");
    }
}
