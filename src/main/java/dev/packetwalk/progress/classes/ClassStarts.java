package dev.packetwalk.progress.classes;

import dev.packetwalk.progress.Database;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

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
     * @param members who is in it
     * @param expected who is not, but is a learner already, and expected by the class's roster
     * @param seats the ids of those who will join it as somebody new, in the order in which they are given to them
     */
    public record Starting(
            UUID id,
            String lesson,
            Instant startsAt,
            int reserved,
            Map<UUID, Member> members,
            List<UUID> expected,
            List<UUID> seats) {
        public Starting {
            members = Map.copyOf(members);
            expected = List.copyOf(expected);
            seats = List.copyOf(seats);
        }
    }

    /**
     * How somebody came into a class.
     *
     * @param seated whether they came in a place that was reserved: by a seat, in the stead of one, or expected by the roster
     */
    public record Member(Instant since, boolean seated) {}

    /**
     * Draws seats for the classes that begin between two times: as many as they have reserved and nobody is known for. What was drawn
     * for others and not taken is given up. Nothing is written where nothing changes, so this may be asked often.
     */
    public void drawSeats(Instant from, Instant to) {
        database.jdbi().useTransaction(handle -> Seats.draw(handle, from, to));
    }

    /**
     * The classes that begin between two times, the earliest first, as far as they have sandboxes reserved. One that was closed, or is
     * always on, is not among them.
     */
    public List<Starting> between(Instant from, Instant to) {
        return database.jdbi().inTransaction(handle -> {
            Map<UUID, Map<UUID, Member>> members = new HashMap<>();
            begins(
                            handle,
                            "e.class, e.learner, e.enrolled_at, e.seated from enrolment e join class c on c.id = e.class",
                            "c.id",
                            from,
                            to)
                    .map((row, _) -> members.computeIfAbsent(row.getObject("class", UUID.class), _ -> new HashMap<>())
                            .put(
                                    row.getObject("learner", UUID.class),
                                    new Member(row.getTimestamp("enrolled_at").toInstant(), row.getBoolean("seated"))))
                    .list();
            Map<UUID, List<UUID>> expected = byClass(begins(
                    handle,
                    "c.id as class, known.learner from class c cross join lateral (select distinct a.learner from "
                            + Seats.EXPECTED
                            + " and not exists (select from enrolment e where e.class = c.id and e.learner = a.learner)) known",
                    "known.learner",
                    from,
                    to));
            Map<UUID, List<UUID>> seats = byClass(begins(
                    handle,
                    "s.class, s.learner from class_seat s join class c on c.id = s.class",
                    "s.learner",
                    from,
                    to));
            return begins(handle, "c.id, c.lesson, c.starts_at, c.reserved from class c", "c.starts_at, c.id", from, to)
                    .map((row, _) -> starting(row, members, expected, seats))
                    .list();
        });
    }

    /** Learners by their classes, in the database's order, which for ids is not that of Java. */
    private static Map<UUID, List<UUID>> byClass(Query query) {
        Map<UUID, List<UUID>> learners = new HashMap<>();
        query.map((row, _) -> learners.computeIfAbsent(row.getObject("class", UUID.class), _ -> new ArrayList<>())
                        .add(row.getObject("learner", UUID.class)))
                .list();
        return learners;
    }

    private static Starting starting(
            ResultSet row,
            Map<UUID, Map<UUID, Member>> members,
            Map<UUID, List<UUID>> expected,
            Map<UUID, List<UUID>> seats)
            throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new Starting(
                id,
                row.getString("lesson"),
                row.getTimestamp("starts_at").toInstant(),
                row.getInt("reserved"),
                members.getOrDefault(id, Map.of()),
                expected.getOrDefault(id, List.of()),
                seats.getOrDefault(id, List.of()));
    }

    /** @param what columns and tables, the class as {@code c} */
    private static Query begins(Handle handle, String what, String order, Instant from, Instant to) {
        return Seats.within(
                handle.createQuery("select " + what + " where " + Seats.BEGINS + " order by " + order), from, to);
    }
}
