package dev.packetwalk.netfilter;

import java.util.List;
import java.util.Optional;

/**
 * All tables of one network namespace.
 *
 * @param tables in the order in which they were listed, which has no meaning to the kernel
 */
public record Ruleset(List<Table> tables) {
    public static final Ruleset EMPTY = new Ruleset(List.of());

    public Ruleset {
        tables = List.copyOf(tables);
    }

    /** The table of that family and name, when there is one. */
    public Optional<Table> table(Family family, String name) {
        return tables.stream()
                .filter(table -> table.family() == family && table.name().equals(name))
                .findFirst();
    }
}
