package dev.packetwalk.progress.classes;

import dev.packetwalk.progress.AttemptRows;
import dev.packetwalk.progress.Database;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.RecordedGrade;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.result.RowView;
import org.jspecify.annotations.Nullable;

/**
 * What all learners of a class have done, in few queries: none of them grows with the number of learners. The caller has made sure,
 * by {@link Classes#find}, that whoever sees it teaches the class.
 */
@Singleton
public final class ClassProgress {
    private final Database database;

    public ClassProgress(Database database) {
        this.database = database;
    }

    /** Everybody in the class with the lesson of the class, by name. */
    public List<Member> members(UUID taught) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select e.learner, l.name, h.exercise, h.raised_at,
                            (select max(n.read_at) from note n where n.learner = e.learner and n.class = e.class) as note_read_at
                        from enrolment e join learner l on l.id = e.learner join class c on c.id = e.class
                            left join raised_hand h on h.learner = e.learner and h.lesson = c.lesson
                        where e.class = :class order by lower(l.name), e.learner""")
                        .bind("class", taught)
                        .map((row, _) -> new Member(
                                row.getObject("learner", UUID.class),
                                row.getString("name"),
                                row.getString("exercise"),
                                instant(row.getTimestamp("raised_at")),
                                instant(row.getTimestamp("note_read_at"))))
                        .list());
    }

    /** The newest attempt of each learner at each exercise of the lesson that the class is about. */
    public List<Tried> tried(UUID taught) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select a.learner, c.lesson, a.exercise, a.id, a.started_at, a.passed_at, a.first_passed_at, a.hints_seen,
                               a.solution_seen_at, g.id as grade, g.graded_at
                        from class c
                            join enrolment e on e.class = c.id
                            cross join lateral (
                                select distinct on (exercise) learner, exercise, id, started_at, passed_at, hints_seen,
                                       solution_seen_at, min(passed_at) over (partition by exercise) as first_passed_at
                                from attempt where learner = e.learner and lesson = c.lesson
                                order by exercise, id desc) a
                            left join lateral (
                                select id, graded_at from grade where attempt = a.id order by id desc limit 1) g on true
                        where c.id = :class""")
                        .bind("class", taught)
                        .map((row, _) -> tried(row))
                        .list());
    }

    /** Grades by their own ids. */
    public Map<Long, RecordedGrade> grades(Collection<Long> ids) {
        Map<Long, RecordedGrade> found = new HashMap<>();
        if (!ids.isEmpty()) {
            database.jdbi()
                    .useHandle(handle -> handle.createQuery(
                                    "select id, passed, checks, graded_at from grade where id = any(:ids)")
                            .bindArray("ids", Long.class, ids)
                            .reduceRows(found, (all, row) -> {
                                all.put(row.getColumn("id", Long.class), grade(row));
                                return all;
                            }));
        }
        return found;
    }

    /** All grades that are kept of attempts, by the attempt's id, oldest first. */
    public Map<Long, List<RecordedGrade>> history(Collection<Long> attempts) {
        Map<Long, List<RecordedGrade>> found = new LinkedHashMap<>();
        if (!attempts.isEmpty()) {
            database.jdbi()
                    .useHandle(handle -> handle.createQuery("""
                            select attempt, passed, checks, graded_at from grade where attempt = any(:attempts)
                            order by attempt, id""")
                            .bindArray("attempts", Long.class, attempts)
                            .reduceRows(found, (all, row) -> {
                                all.computeIfAbsent(
                                                row.getColumn("attempt", Long.class), _ -> new java.util.ArrayList<>())
                                        .add(grade(row));
                                return all;
                            }));
        }
        return found;
    }

    private static RecordedGrade grade(RowView row) {
        return new RecordedGrade(
                row.getColumn("passed", Boolean.class),
                AttemptRows.read(row.getColumn("checks", String.class)),
                row.getColumn("graded_at", Instant.class));
    }

    private static Tried tried(ResultSet row) throws SQLException {
        long grade = row.getLong("grade");
        return new Tried(
                row.getObject("learner", UUID.class),
                new ExerciseKey(row.getString("lesson"), row.getString("exercise")),
                row.getLong("id"),
                row.getTimestamp("started_at").toInstant(),
                instant(row.getTimestamp("passed_at")),
                instant(row.getTimestamp("first_passed_at")),
                row.getInt("hints_seen"),
                row.getTimestamp("solution_seen_at") != null,
                grade,
                instant(row.getTimestamp("graded_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    /**
     * A learner of a class.
     *
     * @param name hostile text
     * @param handExercise the id of the exercise with which they ask for help; {@code null} if they do not
     * @param handAt when they asked; {@code null} if they do not
     * @param noteReadAt when a note of the class was on their screen last; {@code null} before the first
     */
    public record Member(
            UUID learner,
            String name,
            @Nullable String handExercise,
            @Nullable Instant handAt,
            @Nullable Instant noteReadAt) {}

    /**
     * A learner's newest attempt at an exercise.
     *
     * @param attempt its id
     * @param startedAt when it began
     * @param passedAt when it passed; {@code null} while it has not
     * @param firstPassedAt when an attempt at this exercise first passed; {@code null} if none has
     * @param hintsSeen how many hints were uncovered
     * @param solutionSeen whether the solution was looked at
     * @param grade the id of its newest grade; 0 before the first
     * @param gradedAt when that was given; {@code null} before the first
     */
    public record Tried(
            UUID learner,
            ExerciseKey exercise,
            long attempt,
            Instant startedAt,
            @Nullable Instant passedAt,
            @Nullable Instant firstPassedAt,
            int hintsSeen,
            boolean solutionSeen,
            long grade,
            @Nullable Instant gradedAt) {}
}
