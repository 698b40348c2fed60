package dev.packetwalk.progress.privacy;

import dev.packetwalk.progress.Database;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** What is kept about somebody, to be given to them. A page of rows is read at a time, and no connection is held in between. */
@Singleton
public final class PersonalData {
    private final Database database;

    public PersonalData(Database database) {
        this.database = database;
    }

    /**
     * Rows about a learner, each a JSON object with times as ISO 8601 has them, in UTC.
     *
     * @param skipped how many are passed over
     * @return at most {@link KeptTable#page} of them; none behind the last
     * @throws IllegalArgumentException if the table has no part of its own in the copy
     */
    public List<String> rows(UUID learner, KeptTable table, int skipped) {
        if (!table.hasFile()) {
            throw new IllegalArgumentException(table.name() + " is not in the copy");
        }
        String columns = table.shown().entrySet().stream()
                .map(shown -> shown.getValue() + " as \"" + shown.getKey() + "\"")
                .collect(Collectors.joining(", "));
        String rows = "select " + columns + " from " + table.name() + " t where " + table.whose() + " order by "
                + table.order() + " offset :skipped limit :most";
        return database.jdbi().inTransaction(handle -> {
            handle.execute("set local timezone to 'UTC'");
            // Jdbi would take the two colons of a cast for a parameter.
            return handle.createQuery(
                            "select row_to_json(q, true)::text from (" + rows.replace("::json", "\\:\\:json") + ") q")
                    .bind("learner", learner)
                    .bind("skipped", skipped)
                    .bind("most", table.page())
                    .mapTo(String.class)
                    .list();
        });
    }
}
