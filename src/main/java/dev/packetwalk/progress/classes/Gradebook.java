package dev.packetwalk.progress.classes;

import dev.packetwalk.progress.Database;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the learners of a class have achieved at its lesson. */
@Singleton
public final class Gradebook {
    /**
     * A learner's attempts at an exercise together. What counts is the attempt that passed, else the newest that was graded: its
     * newest grade is {@code g}.
     */
    private static final String SELECT = """
            select e.learner, l.name, coalesce(r.reference, '') as reference, t.exercise, t.attempts, t.passed_at, t.hints_seen,
                   t.solution_seen_at, g.passed_checks, g.all_checks
            from enrolment e join class c on c.id = e.class join learner l on l.id = e.learner
                left join lateral (
                    select reference from roster_entry r where r.class = e.class and r.learner = e.learner
                    order by r.position limit 1) r on true
                left join lateral (
                    select a.exercise, count(*) as attempts, min(a.passed_at) as passed_at, max(a.hints_seen) as hints_seen,
                           min(a.solution_seen_at) as solution_seen_at
                    from attempt a where a.learner = e.learner and a.lesson = c.lesson group by a.exercise) t on true
                left join lateral (
                    select jsonb_array_length(g.checks) as all_checks,
                           (select count(*) from jsonb_array_elements(g.checks) k where k -> 'result' ->> 'state' = 'PASSED')
                               as passed_checks
                    from attempt a join grade g on g.attempt = a.id
                    where a.learner = e.learner and a.lesson = c.lesson and a.exercise = t.exercise
                    order by a.passed_at is null, a.id desc, g.id desc limit 1) g on true
            where c.id = :class and\s""" + ClassRows.TAUGHT + " order by lower(l.name), e.learner, t.exercise";

    private final Database database;

    public Gradebook(Database database) {
        this.database = database;
    }

    /** Everybody in one of an instructor's classes, by name; nobody if they do not teach it. */
    public List<Row> of(UUID instructor, UUID taught) {
        List<Line> lines = database.jdbi()
                .withHandle(handle -> handle.createQuery(SELECT)
                        .bind("class", taught)
                        .bind("instructor", instructor)
                        .map((row, _) -> line(row))
                        .list());
        Map<UUID, List<Line>> byLearner = new LinkedHashMap<>();
        lines.forEach(line -> byLearner
                .computeIfAbsent(line.learner(), _ -> new ArrayList<>())
                .add(line));
        return byLearner.values().stream().map(Gradebook::row).toList();
    }

    private static Row row(List<Line> lines) {
        Line first = lines.getFirst();
        Map<String, Cell> cells = new LinkedHashMap<>();
        for (Line line : lines) {
            if (line.exercise() != null) {
                cells.put(line.exercise(), line.cell());
            }
        }
        return new Row(first.learner(), first.name(), first.reference(), cells);
    }

    private static Line line(ResultSet row) throws SQLException {
        Instant passedAt = instant(row.getTimestamp("passed_at"));
        int all = row.getInt("all_checks");
        return new Line(
                row.getObject("learner", UUID.class),
                row.getString("name"),
                row.getString("reference"),
                row.getString("exercise"),
                new Cell(
                        row.getInt("attempts"),
                        passedAt,
                        // Whoever has passed has passed, whatever they tried afterwards.
                        passedAt == null ? row.getInt("passed_checks") : all,
                        all,
                        row.getInt("hints_seen"),
                        instant(row.getTimestamp("solution_seen_at"))));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    private record Line(
            UUID learner,
            String name,
            String reference,
            @Nullable String exercise,
            Cell cell) {}

    /**
     * A learner of the class.
     *
     * @param name what they are called: hostile text
     * @param reference what the school calls them, by the roster; empty if they are not on it: hostile text
     * @param cells by the ids of exercises; only those that they have begun
     */
    public record Row(UUID learner, String name, String reference, Map<String, Cell> cells) {
        public Row {
            cells = Map.copyOf(cells);
        }

        /** What there is of an exercise, begun or not. */
        public Cell cell(String exercise) {
            return cells.getOrDefault(exercise, Cell.NONE);
        }
    }

    /**
     * A learner's attempts at an exercise together.
     *
     * @param attempts how many
     * @param passedAt when one first passed; {@code null} if none has
     * @param passedChecks of the attempt that counts: the one that passed, else the newest that was graded
     * @param allChecks as many as that one has; 0 before the first grade
     * @param hintsSeen the most hints that were uncovered in one
     * @param solutionSeenAt when the solution was first looked at; {@code null} if never
     */
    public record Cell(
            int attempts,
            @Nullable Instant passedAt,
            int passedChecks,
            int allChecks,
            int hintsSeen,
            @Nullable Instant solutionSeenAt) {
        /** Of an exercise that was not begun. */
        static final Cell NONE = new Cell(0, null, 0, 0, 0, null);

        /** How far it is. */
        public State state() {
            return passedAt != null ? State.PASSED : attempts > 0 ? State.STARTED : State.NOT_STARTED;
        }
    }

    /** How far a learner is with an exercise. */
    public enum State {
        NOT_STARTED,
        STARTED,
        PASSED
    }
}
