package dev.packetwalk.progress.recording;

import dev.packetwalk.progress.Database;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.sandbox.TerminalSize;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Recordings to be looked at. Each is found through whoever asks: the learner whose it is, or an instructor of a class that the
 * learner is in and has agreed with, before it began and still. To everybody else it is not there.
 */
@Singleton
public final class Recordings {
    /** Whether an instructor may see recording {@code r} as a teacher of class {@code c}. */
    private static final String SHARED = """
            c.id in (select a.class from recording_audience a where a.recording = r.id)
                and exists (select 1 from enrolment e where e.class = c.id and e.learner = r.learner and e.may_record)
            """;

    private static final String SELECT = """
            select r.id, r.learner, r.sandbox, r.purpose, r.began_at, r.last_at, r.ending,
                   (select array_agg(t.terminal) from recording_terminal t where t.recording = r.id) as terminals,
                   (select array_agg(c.name order by c.name) from class c where\s""" + SHARED + ") as audience from recording r ";

    private static final String TAUGHT =
            " and exists (select 1 from class_instructor i where i.class = c.id and i.instructor = :viewer)";

    private final Database database;

    @Inject
    public Recordings(Database database) {
        this.database = database;
    }

    /** A learner's own, newest first. */
    public List<Recording> of(UUID learner) {
        return database.jdbi()
                .withHandle(sql -> sql.createQuery(SELECT + "where r.learner = :learner order by r.began_at desc, r.id")
                        .bind("learner", learner)
                        .map((row, _) -> recording(row))
                        .list());
    }

    /** Those of a learner in a class that its instructor may see, newest first. */
    public List<Recording> of(UUID instructor, UUID taught, UUID learner) {
        return database.jdbi()
                .withHandle(sql -> sql.createQuery(
                                SELECT + "where r.learner = :learner and exists (select 1 from class c where "
                                        + "c.id = :class and " + SHARED + TAUGHT + ") order by r.began_at desc, r.id")
                        .bind("learner", learner)
                        .bind("class", taught)
                        .bind("viewer", instructor)
                        .map((row, _) -> recording(row))
                        .list());
    }

    /**
     * A recording that somebody may see.
     *
     * @param teaches whether they are an instructor just now
     */
    public Optional<Recording> find(UUID viewer, boolean teaches, String id) {
        return database.jdbi()
                .withHandle(sql -> sql.createQuery(SELECT + "where r.id = :id and (r.learner = :viewer"
                                + " or (:teaches and exists (select 1 from class c where " + SHARED + TAUGHT + ")))")
                        .bind("id", id)
                        .bind("viewer", viewer)
                        .bind("teaches", teaches)
                        .map((row, _) -> recording(row))
                        .findOne());
    }

    /** What a terminal of a recording showed; empty if there was no such terminal. The caller has found the recording. */
    public Optional<RecordedTerminal> terminal(Recording recording, TerminalName terminal) {
        return database.jdbi()
                .withHandle(sql -> sql.createQuery(
                                "select columns, rows from recording_terminal where recording = :id and terminal = :terminal")
                        .bind("id", recording.id())
                        .bind("terminal", terminal.value())
                        .map((row, _) -> new TerminalSize(row.getInt("columns"), row.getInt("rows")))
                        .findOne()
                        .map(size -> new RecordedTerminal(size, events(sql, recording.id(), terminal))));
    }

    private static List<RecordedEvent> events(Handle sql, String id, TerminalName terminal) {
        List<RecordedEvent> events = new ArrayList<>();
        sql.createQuery("""
                        select content from recording_chunk where recording = :id and terminal = :terminal order by number""")
                .bind("id", id)
                .bind("terminal", terminal.value())
                .mapTo(String.class)
                .forEach(lines -> events.addAll(RecordedLines.read(lines)));
        return events;
    }

    /** Deletes a learner's own recording; tells whether there was one. */
    public boolean delete(UUID learner, String id) {
        return database.jdbi()
                .withHandle(sql -> sql.createUpdate("delete from recording where id = :id and learner = :learner")
                                .bind("id", id)
                                .bind("learner", learner)
                                .execute()
                        == 1);
    }

    private static Recording recording(ResultSet row) throws SQLException {
        String ending = row.getString("ending");
        return new Recording(
                row.getString("id"),
                row.getObject("learner", UUID.class),
                new SandboxId(row.getString("sandbox")),
                row.getString("purpose"),
                row.getTimestamp("began_at").toInstant(),
                row.getTimestamp("last_at").toInstant(),
                ending == null ? null : RecordingEnding.of(ending),
                strings(row.getArray("terminals")).stream()
                        .map(TerminalName::new)
                        .sorted(Comparator.comparingInt(
                                name -> Integer.parseInt(name.value().substring(1))))
                        .toList(),
                strings(row.getArray("audience")));
    }

    private static List<String> strings(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : Arrays.asList((String[]) array.getArray());
    }
}
