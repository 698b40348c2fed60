package dev.packetwalk.progress.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.progress.TestDatabase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The list of what is kept, compared with the database: a migration that forgets it fails here. */
class KeptTablesTest {
    private static final String LIST = "src/main/java/dev/packetwalk/progress/privacy/KeptTables.java";

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Test
    void every_table_is_about_somebody_or_about_nobody() {
        Set<String> missing = new TreeSet<>(columns().keySet());
        KeptTables.ALL.forEach(table -> missing.remove(table.name()));
        missing.removeAll(KeptTables.ABOUT_NOBODY);
        assertThat(missing).as("""
                        tables that %s does not know. For each, add to ALL what is in it:
                            kept(KeptThing.<WHICH>, "<table>").file("<name in the copy>", "t.<order>").shows("<column>", …)
                                .leavesOut(SECRET, "<column>").leavesOut(OWN_ID, "learner")
                        with .whose("<SQL with :learner>") if it has no column "learner"; or, if nothing in it can ever be about a person,
                        its name to ABOUT_NOBODY. If it is no KeptThing that there is, add one, with its retention and its words
                        (KeptWords says which)""", LIST).isEmpty();
        assertThat(Stream.concat(KeptTables.ALL.stream().map(KeptTable::name), KeptTables.ABOUT_NOBODY.stream()))
                .as("tables in %s: each once, and only those that there are", LIST)
                .doesNotHaveDuplicates()
                .isSubsetOf(columns().keySet());
    }

    @Test
    void every_column_is_in_the_copy_or_left_out_for_a_reason() {
        Map<String, Set<String>> columns = columns();
        List<String> wrong = new ArrayList<>();
        for (KeptTable table : KeptTables.ALL) {
            Set<String> missing = new TreeSet<>(columns.getOrDefault(table.name(), Set.of()));
            missing.removeAll(table.columns());
            missing.forEach(
                    column -> wrong.add("%s.%s: add it to .shows(…) of that table in %s, or to .leavesOut(reason, …)"
                            .formatted(table.name(), column, LIST)));
            Set<String> unknown = new TreeSet<>(table.columns());
            unknown.removeAll(columns.getOrDefault(table.name(), Set.of()));
            unknown.forEach(column -> wrong.add("%s.%s: there is no such column any more; take it out of %s"
                    .formatted(table.name(), column, LIST)));
            if (table.columns().size() != Set.copyOf(table.columns()).size()) {
                wrong.add(table.name() + ": a column is told of twice in " + LIST);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void a_column_that_refers_to_learners_or_accounts_is_in_no_table_about_nobody() {
        List<String> referring = DATABASE.jdbi()
                .withHandle(sql -> sql.createQuery("""
                        select distinct c.conrelid::regclass::text from pg_constraint c
                        where c.contype = 'f' and c.confrelid in ('learner'::regclass, 'account'::regclass)""".replace("::", "\\:\\:"))
                        .mapTo(String.class)
                        .list());
        assertThat(referring).hasSizeGreaterThan(10).doesNotContainAnyElementsOf(KeptTables.ABOUT_NOBODY);
    }

    @Test
    void secrets_are_in_no_copy() {
        assertThat(KeptTables.ALL)
                .allSatisfy(table -> assertThat(table.shown().values())
                        .noneMatch(sql -> sql.contains("hash") || sql.contains("secret") || sql.contains("token")));
    }

    @Test
    void files_of_the_copy_have_names_of_their_own() {
        List<String> files = KeptTables.ALL.stream()
                .filter(KeptTable::hasFile)
                .map(KeptTable::file)
                .toList();
        assertThat(files).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z-]+"));
        assertThat(KeptTables.ALL)
                .as("what has no file is all in the bundles of evidence")
                .allMatch(table -> table.hasFile() != table.shown().isEmpty());
    }

    @Test
    void everything_that_is_kept_is_in_some_table() {
        assertThat(KeptTables.ALL.stream().map(KeptTable::thing).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(KeptThing.values());
    }

    private static Map<String, Set<String>> columns() {
        Map<String, Set<String>> columns = new TreeMap<>(Comparator.naturalOrder());
        DATABASE.jdbi()
                .useHandle(sql -> sql.createQuery(
                                "select table_name, column_name from information_schema.columns where table_schema = 'public'")
                        .map((row, _) -> Map.entry(row.getString(1), row.getString(2)))
                        .forEach(column -> columns.computeIfAbsent(column.getKey(), _ -> new TreeSet<>())
                                .add(column.getValue())));
        return columns;
    }
}
