package dev.packetwalk.progress.classes;

import dev.packetwalk.progress.AuditAction;
import dev.packetwalk.progress.AuditLog;
import dev.packetwalk.progress.Database;
import dev.packetwalk.progress.ExerciseKey;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What instructors write to learners, and learners' raised hands. A note is found through the learner whom it is for, or through an
 * instructor who teaches them. What is sent is in the audit log.
 */
@Singleton
public final class Notes {
    /** The most characters of a note. */
    public static final int LONGEST = 2_000;

    /** Notes kept for each learner of a class, the newest. */
    static final int MOST = 100;

    private static final String COLUMNS =
            "n.id, n.exercise, n.kind, n.author_name, n.text, n.sent_at, n.read_at from note n ";

    private final Database database;

    public Notes(Database database) {
        this.database = database;
    }

    /**
     * Writes to a learner in one of an instructor's classes.
     *
     * @param text 1 to {@link #LONGEST} characters: hostile text
     * @return empty if the instructor teaches no such learner
     * @throws IllegalArgumentException if the text is empty or too long
     */
    public Optional<Note> send(
            UUID instructor, UUID taught, UUID learner, ExerciseKey exercise, Kind kind, String text) {
        String clean = text.replace("\0", "").strip();
        if (clean.isEmpty() || clean.length() > LONGEST) {
            throw new IllegalArgumentException("a note has 1 to " + LONGEST + " characters");
        }
        return database.jdbi().inTransaction(handle -> {
            Optional<Note> sent = handle.createQuery("with n as (" + """
                            insert into note (class, learner, lesson, exercise, kind, author, author_name, text)
                            select c.id, e.learner, :lesson, :exercise, :kind, i.id, i.name, :text
                            from class c join enrolment e on e.class = c.id join learner i on i.id = :instructor
                            where c.id = :class and e.learner = :learner and\s""" + ClassRows.TAUGHT
                            + " returning *) select " + COLUMNS.replace("from note n", "from n"))
                    .bind("lesson", exercise.lesson())
                    .bind("exercise", exercise.exercise())
                    .bind("kind", kind.word())
                    .bind("text", clean)
                    .bind("instructor", instructor)
                    .bind("class", taught)
                    .bind("learner", learner)
                    .map((row, _) -> note(row))
                    .findOne();
            if (sent.isPresent()) {
                handle.createUpdate("""
                                delete from note where id in (select id from note where class = :class and learner = :learner
                                                              order by id desc offset :most)""")
                        .bind("class", taught)
                        .bind("learner", learner)
                        .bind("most", MOST)
                        .execute();
                String name = handle.createQuery("select name from learner where id = :learner")
                        .bind("learner", learner)
                        .mapTo(String.class)
                        .one();
                AuditLog.note(
                        handle,
                        instructor,
                        kind == Kind.HINT ? AuditAction.HINT_GIVEN : AuditAction.NOTE_SENT,
                        name,
                        exercise.toString());
            }
            return sent;
        });
    }

    /**
     * The newest notes that an exercise's page shows to a learner, newest first: what was written about it; and of the lesson's other
     * exercises what is about anything, until an hour after it was read. Who writes may not know on which page the learner is.
     */
    public List<Note> to(UUID learner, ExerciseKey exercise, int most) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select " + COLUMNS + """
                        where n.learner = :learner and n.lesson = :lesson and (n.exercise = :exercise
                            or n.kind = 'note' and coalesce(n.read_at, now()) > now() - interval '1 hour')
                        order by n.id desc limit :most""")
                        .bind("learner", learner)
                        .bind("lesson", exercise.lesson())
                        .bind("exercise", exercise.exercise())
                        .bind("most", most)
                        .map((row, _) -> note(row))
                        .list());
    }

    /** The newest notes to a learner in one of an instructor's classes, newest first. */
    public List<Note> of(UUID instructor, UUID taught, UUID learner, int most) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select " + COLUMNS + """
                        join class c on c.id = n.class
                        where c.id = :class and n.learner = :learner and\s""" + ClassRows.TAUGHT + " order by n.id desc limit :most")
                        .bind("class", taught)
                        .bind("learner", learner)
                        .bind("instructor", instructor)
                        .bind("most", most)
                        .map((row, _) -> note(row))
                        .list());
    }

    /** A note to this learner was on their screen. */
    public boolean read(UUID learner, long id) {
        return database.jdbi()
                .withHandle(handle -> handle.createUpdate(
                                        "update note set read_at = now() where id = :id and learner = :learner and read_at is null")
                                .bind("id", id)
                                .bind("learner", learner)
                                .execute()
                        == 1);
    }

    /** Whether anybody teaches the learner this lesson, and so could see a raised hand. */
    public boolean isTaught(UUID learner, String lesson) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select exists (select 1 from enrolment e join class c on c.id = e.class
                                       where e.learner = :learner and c.lesson = :lesson and c.closed_at is null)""")
                        .bind("learner", learner)
                        .bind("lesson", lesson)
                        .mapTo(Boolean.class)
                        .one());
    }

    /** The learner asks for help with an exercise, from now on. Asking again changes with what, not since when. */
    public void raiseHand(UUID learner, ExerciseKey exercise) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("""
                        insert into raised_hand (learner, lesson, exercise) values (:learner, :lesson, :exercise)
                        on conflict (learner, lesson) do update set exercise = excluded.exercise""")
                        .bind("learner", learner)
                        .bind("lesson", exercise.lesson())
                        .bind("exercise", exercise.exercise())
                        .execute());
    }

    /** The learner has been helped. */
    public void lowerHand(UUID learner, String lesson) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "delete from raised_hand where learner = :learner and lesson = :lesson")
                        .bind("learner", learner)
                        .bind("lesson", lesson)
                        .execute());
    }

    /** Since when the learner asks for help with an exercise; empty if they do not. */
    public Optional<Instant> hand(UUID learner, ExerciseKey exercise) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select raised_at from raised_hand
                        where learner = :learner and lesson = :lesson and exercise = :exercise""")
                        .bind("learner", learner)
                        .bind("lesson", exercise.lesson())
                        .bind("exercise", exercise.exercise())
                        .mapTo(Instant.class)
                        .findOne());
    }

    private static Note note(ResultSet row) throws SQLException {
        @Nullable Timestamp readAt = row.getTimestamp("read_at");
        return new Note(
                row.getLong("id"),
                row.getString("exercise"),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("author_name"),
                row.getString("text"),
                row.getTimestamp("sent_at").toInstant(),
                readAt == null ? null : readAt.toInstant());
    }

    /** What something that an instructor writes is. */
    public enum Kind {
        /** About anything. */
        NOTE,
        /** About the exercise. */
        HINT;

        /** As it is written in the database and in forms: {@code hint}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Something that an instructor wrote to a learner.
     *
     * @param exercise the exercise's id
     * @param author what the instructor was called then: hostile text
     * @param text hostile text
     * @param readAt when it was on the learner's screen; {@code null} before
     */
    public record Note(
            long id,
            String exercise,
            Kind kind,
            String author,
            String text,
            Instant sentAt,
            @Nullable Instant readAt) {}
}
