package dev.packetwalk.progress;

import static dev.packetwalk.progress.LedgerRows.time;

import dev.packetwalk.progress.QueueOrder.Waiting;
import dev.packetwalk.sandbox.QueuePlace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The queue as those see it who teach, within one transaction. */
final class LedgerQueue {
    private LedgerQueue() {}

    static List<QueuePlace> places(Handle sql, UUID classId, Instant seenSince) {
        return sql.createQuery(
                        "select learner, name, position, length, moved_for is not null as moved from ("
                                + "select q.*, row_number() over (partition by engine order by ticket) as position,"
                                + " count(*) over (partition by engine) as length from sandbox_queue q where seen_at >= :since) as queue"
                                + " where learner in (select learner from enrolment where class = :class) order by position, ticket")
                .bind("class", classId)
                .bind("since", time(seenSince))
                .map((row, _) -> new QueuePlace(
                        row.getObject("learner", UUID.class),
                        row.getString("name"),
                        row.getInt("position"),
                        row.getInt("length"),
                        row.getBoolean("moved")))
                .list();
    }

    static int moveUp(Handle sql, UUID classId, Optional<UUID> learner, Instant seenSince) {
        List<String> engines = sql.createQuery("select distinct engine from sandbox_queue"
                        + " where learner in (select learner from enrolment where class = :class) order by engine")
                .bind("class", classId)
                .mapTo(String.class)
                .list();
        int moved = 0;
        for (String engine : engines) {
            LedgerLocks.engine(sql, engine);
            int here = mark(sql, engine, classId, learner, seenSince);
            if (here > 0) {
                reorder(sql, engine);
            }
            moved += here;
        }
        return moved;
    }

    private static int mark(Handle sql, String engine, UUID classId, Optional<UUID> learner, Instant seenSince) {
        return sql.createUpdate(
                        "update sandbox_queue set moved_for = :class where engine = :engine and moved_for is null"
                                + " and ticket > 0 and seen_at >= :since"
                                + " and (cast(:learner as uuid) is null or learner = cast(:learner as uuid))"
                                + " and learner in (select learner from enrolment where class = :class)")
                .bind("class", classId)
                .bind("engine", engine)
                .bind("learner", learner.orElse(null))
                .bind("since", time(seenSince))
                .execute();
    }

    /** Hands the same tickets out anew, so that whoever comes later is behind everybody here. */
    private static void reorder(Handle sql, String engine) {
        List<Waiting> before = sql.createQuery(
                        "select learner, name, ticket, moved_for from sandbox_queue where engine = :engine order by ticket")
                .bind("engine", engine)
                .map((row, _) -> new Waiting(
                        row.getObject("learner", UUID.class),
                        row.getString("name"),
                        row.getLong("ticket"),
                        Optional.ofNullable(row.getObject("moved_for", UUID.class))))
                .list();
        List<Waiting> after = QueueOrder.fair(before);
        for (int i = 0; i < after.size(); i++) {
            Waiting one = after.get(i);
            if (one.ticket() != before.get(i).ticket()) {
                sql.createUpdate("update sandbox_queue set ticket = :ticket where learner = :learner and name = :name")
                        .bind("ticket", before.get(i).ticket())
                        .bind("learner", one.learner())
                        .bind("name", one.name())
                        .execute();
            }
        }
    }
}
