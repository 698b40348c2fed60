package dev.packetwalk.progress.classes;

import dev.packetwalk.progress.Database;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Which classes begin when, and who is in them: for the server itself, which has sandboxes ready by then. */
@Singleton
public final class ClassStarts {
    private final Database database;

    public ClassStarts(Database database) {
        this.database = database;
    }

    /**
     * A class that begins, and wants sandboxes to be ready.
     *
     * @param lesson the lesson's id
     * @param reserved how many sandboxes, at least 1
     * @param members who is in it, and since when
     */
    public record Starting(UUID id, String lesson, Instant startsAt, int reserved, Map<UUID, Instant> members) {
        public Starting {
            members = Map.copyOf(members);
        }
    }

    /**
     * The classes that begin between two times, the earliest first, as far as they have sandboxes reserved. One that was closed, or is
     * always on, is not among them.
     */
    public List<Starting> between(Instant from, Instant to) {
        return database.jdbi().inTransaction(handle -> {
            Map<UUID, Map<UUID, Instant>> members = new LinkedHashMap<>();
            handle.createQuery("""
                            select e.class, e.learner, e.enrolled_at from enrolment e join class c on c.id = e.class
                            where c.reserved > 0 and c.closed_at is null and c.starts_at between :from and :to""")
                    .bind("from", Timestamp.from(from))
                    .bind("to", Timestamp.from(to))
                    .map((row, _) -> members.computeIfAbsent(
                                    row.getObject("class", UUID.class), _ -> new LinkedHashMap<>())
                            .put(
                                    row.getObject("learner", UUID.class),
                                    row.getTimestamp("enrolled_at").toInstant()))
                    .list();
            return handle.createQuery("""
                            select id, lesson, starts_at, reserved from class
                            where reserved > 0 and closed_at is null and starts_at between :from and :to order by starts_at, id""")
                    .bind("from", Timestamp.from(from))
                    .bind("to", Timestamp.from(to))
                    .map((row, _) -> new Starting(
                            row.getObject("id", UUID.class),
                            row.getString("lesson"),
                            row.getTimestamp("starts_at").toInstant(),
                            row.getInt("reserved"),
                            members.getOrDefault(row.getObject("id", UUID.class), Map.of())))
                    .list();
        });
    }
}
