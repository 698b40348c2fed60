package dev.packetwalk.progress.classes;

import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.AttemptRows;
import dev.packetwalk.progress.Database;
import dev.packetwalk.progress.RecordedGrade;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Attempts as somebody may see them: their own, and those that learners of the classes which they teach have made at the class's
 * lesson. Others are as if they were not there.
 */
@Singleton
public final class SeenAttempts {
    private static final String SELECT = "select l.name as learner_name, " + AttemptRows.COLUMNS + "from "
            + AttemptRows.FROM + " join learner l on l.id = a.learner ";

    /** Whoever has become a learner like others teaches nobody any more. */
    private static final String TAUGHT = """
            exists (select 1 from class_instructor i
                        join account x on x.learner = i.instructor and x.role <> 'learner' and x.deactivated_at is null
                        join class c on c.id = i.class join enrolment e on e.class = c.id
                    where i.instructor = :viewer and e.learner = a.learner and c.lesson = a.lesson
                      and (cast(:class as uuid) is null or c.id = cast(:class as uuid)))""";

    private static final String SEEN = "((a.learner = :viewer and cast(:class as uuid) is null) or " + TAUGHT + ")";

    private static final String FILTER = """
             and (cast(:before as bigint) is null or a.id < cast(:before as bigint))
             and (cast(:learner as uuid) is null or a.learner = cast(:learner as uuid))
             and (cast(:exercise as text) is null or a.exercise = cast(:exercise as text))
            """;

    private final Database database;

    public SeenAttempts(Database database) {
        this.database = database;
    }

    /** The attempt with an id. */
    public Optional<Seen> find(UUID viewer, long id) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(SELECT + "where a.id = :id and " + SEEN)
                        .bind("id", id)
                        .bind("viewer", viewer)
                        .bind("class", (UUID) null)
                        .map((row, _) -> seen(row))
                        .findOne());
    }

    /** The newest attempts that a filter lets through, newest first. */
    public List<Seen> list(UUID viewer, Filter filter, int most) {
        return database.jdbi()
                .withHandle(handle -> bind(
                                handle.createQuery(
                                        SELECT + "where " + SEEN + FILTER + "order by a.id desc limit :most"),
                                viewer,
                                filter)
                        .bind("most", most)
                        .map((row, _) -> seen(row))
                        .list());
    }

    /** How many attempts a filter lets through. */
    public int count(UUID viewer, Filter filter) {
        return database.jdbi()
                .withHandle(handle -> bind(
                                handle.createQuery("select count(*) from attempt a where " + SEEN + FILTER),
                                viewer,
                                filter)
                        .mapTo(Integer.class)
                        .one());
    }

    private static Query bind(Query query, UUID viewer, Filter filter) {
        return query.bind("viewer", viewer)
                .bind("class", filter.taught())
                .bind("before", filter.before())
                .bind("learner", filter.learner())
                .bind("exercise", filter.exercise());
    }

    /**
     * The grades of an attempt that was found here, the newest first.
     *
     * @param before only those before the one with this id; {@code null} for the newest
     */
    public List<Graded> grades(Attempt attempt, @Nullable Long before, int most) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select id, passed as g_passed, checks as g_checks, graded_at as g_graded_at, regraded_at from grade
                        where attempt = :attempt and (cast(:before as bigint) is null or id < cast(:before as bigint))
                        order by id desc limit :most""")
                        .bind("attempt", attempt.id())
                        .bind("before", before)
                        .bind("most", most)
                        .map((row, _) -> graded(row))
                        .list());
    }

    private static Seen seen(ResultSet row) throws SQLException {
        return new Seen(AttemptRows.attempt(row), row.getString("learner_name"));
    }

    private static Graded graded(ResultSet row) throws SQLException {
        @Nullable Timestamp regradedAt = row.getTimestamp("regraded_at");
        RecordedGrade grade = AttemptRows.grade(row);
        if (grade == null) {
            throw new IllegalStateException("a grade without checks");
        }
        return new Graded(row.getLong("id"), grade, regradedAt == null ? null : regradedAt.toInstant());
    }

    /**
     * An attempt, and whose it is.
     *
     * @param learnerName what they are called: hostile text
     */
    public record Seen(Attempt attempt, String learnerName) {}

    /**
     * A grade among those of an attempt.
     *
     * @param id grows with each
     * @param regradedAt when it was given again on evidence that was kept; {@code null} if it was given live
     */
    public record Graded(
            long id, RecordedGrade grade, @Nullable Instant regradedAt) {}

    /**
     * Which attempts are asked for.
     *
     * @param taught only those of this class, which the viewer teaches; {@code null} for whatever they may see
     * @param learner only those of this learner; {@code null} for all
     * @param exercise only those at an exercise with this id; {@code null} for all
     * @param before only those before the one with this id; {@code null} for the newest
     */
    public record Filter(
            @Nullable UUID taught,
            @Nullable UUID learner,
            @Nullable String exercise,
            @Nullable Long before) {
        /** The same, behind an attempt. */
        public Filter before(long attempt) {
            return new Filter(taught, learner, exercise, attempt);
        }

        /** Whatever the viewer may see. */
        public static final Filter ALL = new Filter(null, null, null, null);
    }
}
