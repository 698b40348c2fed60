package dev.packetwalk.progress.recording;

import dev.packetwalk.progress.Database;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.sandbox.TerminalSize;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Writes recordings, within their bounds. Every method blocks. */
public final class RecordingWriter {
    private final Database database;
    private final RecordingBounds bounds;

    public RecordingWriter(Database database, RecordingBounds bounds) {
        this.database = database;
        this.bounds = bounds;
    }

    /**
     * The newest recording of a sandbox.
     *
     * @param beganAt the zero of its clock
     * @param audience the classes whose instructors may see it
     * @param ending why it goes on no more; {@code null} if it may go on
     * @param terminals those that have shown something
     */
    public record Newest(
            String id,
            Instant beganAt,
            Set<UUID> audience,
            @Nullable RecordingEnding ending,
            Set<TerminalName> terminals) {}

    /** The newest recording of a sandbox, whether it goes on or not. */
    public Optional<Newest> newest(SandboxId sandbox) {
        return database.jdbi()
                .withHandle(sql -> sql.createQuery("""
                        select id, began_at, ending from recording where sandbox = :sandbox order by began_at desc, id limit 1""")
                        .bind("sandbox", sandbox.value())
                        .map((row, _) -> {
                            String id = row.getString("id");
                            String ending = row.getString("ending");
                            return new Newest(
                                    id,
                                    row.getTimestamp("began_at").toInstant(),
                                    audience(sql, id),
                                    ending == null ? null : RecordingEnding.of(ending),
                                    terminals(sql, id));
                        })
                        .findOne());
    }

    private static Set<UUID> audience(Handle sql, String id) {
        return Set.copyOf(sql.createQuery("select class from recording_audience where recording = :id")
                .bind("id", id)
                .mapTo(UUID.class)
                .list());
    }

    private static Set<TerminalName> terminals(Handle sql, String id) {
        return sql
                .createQuery("select terminal from recording_terminal where recording = :id")
                .bind("id", id)
                .mapTo(String.class)
                .stream()
                .map(TerminalName::new)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Begins a recording; the learner's oldest make room for it.
     *
     * @return its id
     */
    public String begin(SandboxId sandbox, RecordingWish wish, Instant at) {
        String id = SandboxId.random().value();
        database.jdbi().useTransaction(sql -> {
            sql.createUpdate("""
                            insert into recording (id, learner, sandbox, purpose, began_at, last_at)
                            values (:id, :learner, :sandbox, :purpose, :at, :at)""")
                    .bind("id", id)
                    .bind("learner", wish.learner())
                    .bind("sandbox", sandbox.value())
                    .bind("purpose", wish.purpose())
                    .bind("at", Timestamp.from(at))
                    .execute();
            for (UUID taught : wish.audience()) {
                // A class may have been deleted since it was asked.
                sql.execute("insert into recording_audience select ?, id from class where id = ?", id, taught);
            }
            makeRoom(sql, wish.learner());
        });
        return id;
    }

    /** What is over goes, oldest first, until the newest have room; each that still goes on counts as a full one. */
    private void makeRoom(Handle sql, UUID learner) {
        sql.createUpdate("""
                        delete from recording where ending is not null and id in (
                            select id from (
                                select id, row_number() over newest as place,
                                       sum(case when ending is null then :recording else size end) over newest as together
                                from recording where learner = :learner window newest as (order by began_at desc, id)) r
                            where place > :recordings or together > :most)""")
                .bind("learner", learner)
                .bind("recording", bounds.recording())
                .bind("recordings", bounds.recordings())
                .bind("most", bounds.learner())
                .execute();
    }

    /**
     * What a terminal showed since the last time.
     *
     * @param size the one it had before that
     */
    public record Chunk(TerminalName terminal, TerminalSize size, Collection<RecordedEvent> events) {}

    /** What became of a recording that something was added to. */
    public enum Added {
        /** It goes on. */
        GOES_ON,
        /** That was as much as it may have: it has ended, with a note about that. */
        FULL,
        /** It is not there any more, or has ended: nothing was added. */
        GONE
    }

    /** Adds what terminals showed to a recording, all or nothing. */
    public Added add(String id, Collection<Chunk> chunks) {
        return database.jdbi().inTransaction(sql -> {
            Optional<Long> before = sql.createQuery(
                            "select size from recording where id = :id and ending is null for update")
                    .bind("id", id)
                    .mapTo(Long.class)
                    .findOne();
            if (before.isEmpty()) {
                return Added.GONE;
            }
            Adding adding = new Adding(sql, id, before.get(), bounds.recording());
            chunks.forEach(adding::add);
            adding.finish();
            return adding.isFull() ? Added.FULL : Added.GOES_ON;
        });
    }

    /** Ends a recording; one that has ended or is gone stays as it is. */
    public void end(String id, RecordingEnding ending) {
        database.jdbi()
                .useHandle(sql -> sql.execute(
                        "update recording set ending = ? where id = ? and ending is null", ending.word(), id));
    }

    /**
     * Ends the recordings of sandboxes that nobody holds any more: of a server that did not live to end them.
     *
     * @return how many there were
     */
    public int endLeftOver() {
        return database.jdbi().withHandle(sql -> sql.execute("""
                update recording r set ending = 'over' where ending is null
                    and not exists (select 1 from sandbox s where s.id = r.sandbox and s.state = 'claimed')"""));
    }
}
