package dev.packetwalk.progress.classes;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Reads and writes the table of classes. */
final class ClassRows {
    static final String COLUMNS = """
            c.id, c.code, c.name, c.lesson, c.starts_at, c.ends_at, c.capacity, c.idle_minutes, c.hard_minutes, c.reserved,
            c.roster_only, c.closed_at, c.created_at
            """;

    /** What an instructor may see: {@code :instructor} teaches the class {@code c}. */
    static final String TAUGHT =
            "exists (select 1 from class_instructor i where i.class = c.id and i.instructor = :instructor)";

    private ClassRows() {}

    static TaughtClass read(ResultSet row) throws SQLException {
        ClassPlan plan = new ClassPlan(
                row.getString("name"),
                new ClassCode(row.getString("code")),
                row.getString("lesson"),
                instant(row.getTimestamp("starts_at")),
                instant(row.getTimestamp("ends_at")),
                row.getInt("capacity"),
                minutes(row, "idle_minutes"),
                minutes(row, "hard_minutes"),
                row.getInt("reserved"),
                row.getBoolean("roster_only"));
        return new TaughtClass(
                row.getObject("id", UUID.class),
                plan,
                instant(row.getTimestamp("closed_at")),
                row.getTimestamp("created_at").toInstant());
    }

    /** One that the instructor teaches. */
    static Optional<TaughtClass> find(Handle handle, UUID instructor, UUID id) {
        return handle.createQuery("select " + COLUMNS + " from class c where c.id = :id and " + TAUGHT)
                .bind("id", id)
                .bind("instructor", instructor)
                .map((row, _) -> read(row))
                .findOne();
    }

    static Update bind(Update update, ClassPlan plan) {
        return update.bind("code", plan.code().value())
                .bind("name", plan.name())
                .bind("lesson", plan.lesson())
                .bind("startsAt", timestamp(plan.startsAt()))
                .bind("endsAt", timestamp(plan.endsAt()))
                .bind("capacity", plan.capacity())
                .bind("idleMinutes", minutes(plan.idleLimit()))
                .bind("hardMinutes", minutes(plan.hardLimit()))
                .bind("reserved", plan.reserved())
                .bind("rosterOnly", plan.rosterOnly());
    }

    private static @Nullable Duration minutes(ResultSet row, String column) throws SQLException {
        int minutes = row.getInt(column);
        return row.wasNull() ? null : Duration.ofMinutes(minutes);
    }

    private static @Nullable Integer minutes(@Nullable Duration limit) {
        return limit == null ? null : Math.toIntExact(limit.toMinutes());
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant time) {
        return time == null ? null : Timestamp.from(time);
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
