package dev.packetwalk.netfilter.text;

import java.util.Set;

/**
 * The line that names the columns of a chain's rules.
 *
 * @param columns which there are; {@link ListedColumn#DETAILS} is never named
 * @param raw the line
 * @param line its 1-based number
 */
public record ListedHeading(Set<ListedColumn> columns, String raw, int line) implements ListedLine {
    public ListedHeading {
        columns = Set.copyOf(columns);
    }
}
