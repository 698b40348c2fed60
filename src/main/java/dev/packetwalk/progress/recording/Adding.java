package dev.packetwalk.progress.recording;

import dev.packetwalk.progress.recording.RecordingWriter.Chunk;
import dev.packetwalk.sandbox.TerminalName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Adds to one recording, within one transaction that holds its row. What goes past its bound is cut, with a note where it ends. */
final class Adding {
    /** What a chunk takes beside its text. */
    private static final int WEIGHT_OF_A_CHUNK = 100;

    private final Handle sql;
    private final String id;
    private final long most;
    private long size;
    private long last;
    private boolean full;

    Adding(Handle sql, String id, long size, long most) {
        this.sql = sql;
        this.id = id;
        this.size = size;
        this.most = most;
    }

    void add(Chunk chunk) {
        if (full || chunk.events().isEmpty()) {
            return;
        }
        List<RecordedEvent> kept = within(chunk.events());
        sql.createUpdate("""
                        insert into recording_terminal (recording, terminal, columns, rows)
                        values (:id, :terminal, :columns, :rows) on conflict do nothing""")
                .bind("id", id)
                .bind("terminal", chunk.terminal().value())
                .bind("columns", chunk.size().columns())
                .bind("rows", chunk.size().rows())
                .execute();
        insert(chunk.terminal(), kept);
        last = Math.max(last, kept.getLast().millis());
    }

    private List<RecordedEvent> within(Collection<RecordedEvent> events) {
        List<RecordedEvent> kept = new ArrayList<>();
        size += WEIGHT_OF_A_CHUNK;
        for (RecordedEvent event : events) {
            size += weight(event);
            if (size > most) {
                full = true;
                kept.add(new RecordedEvent.Noted(event.millis(), RecordedEvent.Note.FULL));
                break;
            }
            kept.add(event);
        }
        return kept;
    }

    /** About as long as its line; controls take more as JSON, but not without bound. */
    private static int weight(RecordedEvent event) {
        return 16 + (event instanceof RecordedEvent.Output(long _, String text) ? text.length() : 0);
    }

    private void insert(TerminalName terminal, List<RecordedEvent> events) {
        sql.createUpdate("""
                        insert into recording_chunk (recording, terminal, number, content)
                        select :id, :terminal, coalesce(max(number), 0) + 1, :content
                        from recording_chunk where recording = :id and terminal = :terminal""")
                .bind("id", id)
                .bind("terminal", terminal.value())
                .bind("content", RecordedLines.write(events))
                .execute();
    }

    /** Writes down how large the recording is now, and until when it goes. */
    void finish() {
        sql.createUpdate("""
                        update recording set size = :size, ending = case when :full then 'full' end,
                            last_at = greatest(last_at, began_at + make_interval(secs => cast(:last as double precision) / 1000))
                        where id = :id""")
                .bind("size", size)
                .bind("full", full)
                .bind("last", last)
                .bind("id", id)
                .execute();
    }

    boolean isFull() {
        return full;
    }
}
