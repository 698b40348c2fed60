package dev.packetwalk.progress;

import dev.packetwalk.grading.Grade;
import dev.packetwalk.sandbox.SandboxId;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What learners tried, and how it was graded. Nothing here is found but through the learner whose it is. */
@Singleton
public final class Attempts {
    /** Attempts kept for each learner and exercise, beside those that passed. */
    static final int MOST_ATTEMPTS = 30;

    /** Grades kept for each attempt, the newest. */
    static final int MOST_GRADES = 100;

    private static final int LONGEST_EVIDENCE = 64 * 1024;
    private final Database database;
    private final InstantSource clock;

    @Inject
    public Attempts(Database database) {
        this(database, InstantSource.system());
    }

    Attempts(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The learner's newest attempt at an exercise. */
    public Optional<Attempt> latest(UUID learner, ExerciseKey exercise) {
        return database.jdbi().withHandle(handle -> latest(handle, learner, exercise));
    }

    /** The learner's newest attempt at every exercise of a lesson that they have tried, by exercise id. */
    public Map<String, Attempt> latestOf(UUID learner, String lesson) {
        List<Attempt> attempts = database.jdbi()
                .withHandle(handle -> handle.createQuery(AttemptRows.SELECT + """
                        where a.id in (select max(id) from attempt where learner = :learner and lesson = :lesson
                                       group by exercise)""")
                        .bind("learner", learner)
                        .bind("lesson", lesson)
                        .map((row, _) -> AttemptRows.attempt(row))
                        .list());
        Map<String, Attempt> byExercise = new HashMap<>();
        attempts.forEach(attempt -> byExercise.put(attempt.exercise().exercise(), attempt));
        return Map.copyOf(byExercise);
    }

    /** Every attempt of the learner that is kept, oldest first. */
    public List<Attempt> all(UUID learner) {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery(AttemptRows.SELECT + "where a.learner = :learner order by a.id")
                                .bind("learner", learner)
                                .map((row, _) -> AttemptRows.attempt(row))
                                .list());
    }

    /** The exercises of a lesson that the learner has passed, in whatever attempt. */
    public List<String> passed(UUID learner, String lesson) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select distinct exercise from attempt
                        where learner = :learner and lesson = :lesson and passed_at is not null""")
                        .bind("learner", learner)
                        .bind("lesson", lesson)
                        .mapTo(String.class)
                        .list());
    }

    /** The exercise that the learner began most recently, if any: where to go on. */
    public Optional<ExerciseKey> mostRecent(UUID learner) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select lesson, exercise from attempt where learner = :learner order by id desc limit 1")
                        .bind("learner", learner)
                        .map((row, _) -> new ExerciseKey(row.getString("lesson"), row.getString("exercise")))
                        .findOne());
    }

    /**
     * A grade that was kept.
     *
     * @param attempt the id of the attempt
     */
    public record GivenGrade(long attempt, ExerciseKey exercise, RecordedGrade grade) {}

    /** The grades that a learner was given for what they did in a sandbox, oldest first. */
    public List<GivenGrade> gradesIn(UUID learner, SandboxId sandbox) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select a.id, a.lesson, a.exercise, g.passed as g_passed, g.checks as g_checks, g.graded_at as g_graded_at
                        from grade g join attempt a on a.id = g.attempt
                        where a.learner = :learner and a.sandbox = :sandbox order by g.id""")
                        .bind("learner", learner)
                        .bind("sandbox", sandbox.value())
                        .map((row, _) -> new GivenGrade(
                                row.getLong("id"),
                                new ExerciseKey(row.getString("lesson"), row.getString("exercise")),
                                Objects.requireNonNull(AttemptRows.grade(row))))
                        .list());
    }

    /** The learner's attempt that goes on, or a first one that begins now. */
    public Attempt open(UUID learner, ExerciseKey exercise) {
        return database.jdbi().inTransaction(handle -> {
            lock(handle, learner);
            return latest(handle, learner, exercise).orElseGet(() -> begin(handle, learner, exercise));
        });
    }

    /**
     * A pristine machine: a new attempt begins at this exercise, and at those of its neighbours on the same machine that the
     * learner has begun.
     *
     * @param neighbours other exercises that are done on this machine
     * @return the new attempt at {@code exercise}
     */
    public Attempt startOver(UUID learner, ExerciseKey exercise, Collection<ExerciseKey> neighbours) {
        return database.jdbi().inTransaction(handle -> {
            lock(handle, learner);
            for (ExerciseKey neighbour : neighbours) {
                if (!neighbour.equals(exercise)
                        && latest(handle, learner, neighbour).isPresent()) {
                    begin(handle, learner, neighbour);
                }
            }
            return begin(handle, learner, exercise);
        });
    }

    /**
     * Writes down a grade that is given now, unless it says the same as the one before it.
     *
     * @param evidence the rules that it was given on, as text; cut past 64 KiB
     * @return the attempt as it is now; as it was given if it has gone with its learner meanwhile
     */
    public Attempt record(Attempt attempt, Grade grade, String evidence) {
        return record(attempt, grade, evidence, clock.instant());
    }

    /** Like {@link #record(Attempt, Grade, String)}, with the time at which it was given. */
    public Attempt record(Attempt attempt, Grade grade, String evidence, Instant at) {
        return database.jdbi().inTransaction(handle -> {
            if (!present(handle, attempt.learner())) {
                return attempt;
            }
            Attempt before = byId(handle, attempt);
            Attempt after = before.after(grade, at);
            RecordedGrade recorded = after.latest();
            if (after.equals(before) || recorded == null) {
                return before;
            }
            insert(handle, before.id(), recorded, evidence);
            if (grade.passed() && !before.passed()) {
                handle.createUpdate("update attempt set passed_at = :at where id = :id")
                        .bind("at", Timestamp.from(at))
                        .bind("id", before.id())
                        .execute();
            }
            return byId(handle, attempt);
        });
    }

    /**
     * Gives an attempt another grade on the evidence of its newest one, because the lesson has changed. The newest stays in the
     * history. If that one had passed and the other does not, the attempt has not passed any more.
     *
     * @param attempt with the newest grade as it was when the other was worked out
     * @param at the moment of the evidence
     * @return whether that was still the newest; if not, nothing has changed
     */
    public boolean regrade(Attempt attempt, Grade grade, Instant at) {
        return database.jdbi().inTransaction(handle -> {
            lock(handle, attempt.learner());
            Attempt now = byId(handle, attempt);
            RecordedGrade before = now.latest();
            if (before == null || !before.equals(attempt.latest())) {
                return false;
            }
            RecordedGrade after = RecordedGrade.after(before, grade, at);
            handle.createUpdate("""
                            insert into grade (attempt, passed, checks, evidence, graded_at, regraded_at)
                            select attempt, :passed, cast(:checks as jsonb), evidence, :gradedAt, :now
                            from grade where attempt = :attempt order by id desc limit 1""")
                    .bind("attempt", now.id())
                    .bind("passed", after.passed())
                    .bind("checks", AttemptRows.write(after.checks()))
                    .bind("gradedAt", Timestamp.from(at))
                    .bind("now", Timestamp.from(clock.instant()))
                    .execute();
            boolean withdrawn = before.passed() && !after.passed();
            if (withdrawn || (after.passed() && !now.passed())) {
                handle.createUpdate("update attempt set passed_at = :at where id = :id")
                        .bind("at", withdrawn ? null : Timestamp.from(at))
                        .bind("id", now.id())
                        .execute();
            }
            return true;
        });
    }

    /** Uncovers one more hint, up to a number of them. */
    public Attempt uncoverHint(Attempt attempt, int most) {
        return database.jdbi().withHandle(handle -> {
            handle.createUpdate("""
                            update attempt set hints_seen = least(hints_seen + 1, :most)
                            where id = :id and learner = :learner""")
                    .bind("most", most)
                    .bind("id", attempt.id())
                    .bind("learner", attempt.learner())
                    .execute();
            return byId(handle, attempt);
        });
    }

    /** The learner looks at the solution; the caller has asked {@link SolutionRule} before. */
    public Attempt uncoverSolution(Attempt attempt) {
        return stamp(attempt, "solution_seen_at");
    }

    /** An instructor lets the learner see the solution; the caller has made sure that it is one. */
    public Attempt giveSolution(Attempt attempt) {
        return stamp(attempt, "solution_given_at");
    }

    private Attempt stamp(Attempt attempt, String column) {
        return database.jdbi().withHandle(handle -> {
            handle.createUpdate("update attempt set <column> = coalesce(<column>, :now)"
                            + " where id = :id and learner = :learner")
                    .define("column", column)
                    .bind("now", Timestamp.from(clock.instant()))
                    .bind("id", attempt.id())
                    .bind("learner", attempt.learner())
                    .execute();
            return byId(handle, attempt);
        });
    }

    /** What {@link SolutionRule} asks about an attempt. */
    public Effort effort(Attempt attempt) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select a.hints_seen, a.started_at, a.passed_at, a.solution_given_at,
                               (select count(*) from grade where attempt = a.id and not passed) as failed
                        from attempt a where a.id = :id and a.learner = :learner""")
                        .bind("id", attempt.id())
                        .bind("learner", attempt.learner())
                        .map((row, _) -> new Effort(
                                row.getTimestamp("passed_at") != null,
                                row.getTimestamp("solution_given_at") != null,
                                row.getInt("hints_seen"),
                                row.getInt("failed"),
                                row.getTimestamp("started_at").toInstant()))
                        .one());
    }

    /**
     * One learner's writes happen one after the other, on whatever server.
     *
     * @throws DepartedException if there is no such learner any more
     */
    static void lock(Handle handle, UUID learner) {
        if (!present(handle, learner)) {
            throw new DepartedException();
        }
    }

    /** Like {@link #lock}, for whom it is no failure if the learner is gone. */
    private static boolean present(Handle handle, UUID learner) {
        return handle.createQuery("select id from learner where id = :id for update")
                .bind("id", learner)
                .mapTo(UUID.class)
                .findOne()
                .isPresent();
    }

    private static Attempt begin(Handle handle, UUID learner, ExerciseKey exercise) {
        handle.createUpdate("insert into attempt (learner, lesson, exercise) values (:learner, :lesson, :exercise)")
                .bind("learner", learner)
                .bind("lesson", exercise.lesson())
                .bind("exercise", exercise.exercise())
                .execute();
        handle.createUpdate("""
                        delete from attempt where passed_at is null and id in (select id from attempt
                            where learner = :learner and lesson = :lesson and exercise = :exercise
                            order by id desc offset :most)""")
                .bind("learner", learner)
                .bind("lesson", exercise.lesson())
                .bind("exercise", exercise.exercise())
                .bind("most", MOST_ATTEMPTS)
                .execute();
        return latest(handle, learner, exercise).orElseThrow();
    }

    private static Optional<Attempt> latest(Handle handle, UUID learner, ExerciseKey exercise) {
        return handle.createQuery(AttemptRows.SELECT + """
                        where a.learner = :learner and a.lesson = :lesson and a.exercise = :exercise
                        order by a.id desc limit 1""")
                .bind("learner", learner)
                .bind("lesson", exercise.lesson())
                .bind("exercise", exercise.exercise())
                .map((row, _) -> AttemptRows.attempt(row))
                .findOne();
    }

    static Attempt byId(Handle handle, Attempt attempt) {
        return handle.createQuery(AttemptRows.SELECT + "where a.id = :id and a.learner = :learner")
                .bind("id", attempt.id())
                .bind("learner", attempt.learner())
                .map((row, _) -> AttemptRows.attempt(row))
                .one();
    }

    private static void insert(Handle handle, long attempt, RecordedGrade grade, String evidence) {
        handle.createUpdate("""
                        insert into grade (attempt, passed, checks, evidence, graded_at)
                        values (:attempt, :passed, cast(:checks as jsonb), :evidence, :gradedAt)""")
                .bind("attempt", attempt)
                .bind("passed", grade.passed())
                .bind("checks", AttemptRows.write(grade.checks()))
                .bind("evidence", keepable(evidence))
                .bind("gradedAt", Timestamp.from(grade.gradedAt()))
                .execute();
        handle.createUpdate("""
                        delete from grade where id in (
                            select id from grade where attempt = :attempt order by id desc offset :most)""")
                .bind("attempt", attempt)
                .bind("most", MOST_GRADES)
                .execute();
    }

    /** PostgreSQL's text holds no NUL, and nobody needs megabytes of rules. */
    private static String keepable(String evidence) {
        String clean = evidence.replace("\0", "\uFFFD");
        return clean.length() <= LONGEST_EVIDENCE ? clean : clean.substring(0, LONGEST_EVIDENCE);
    }
}
