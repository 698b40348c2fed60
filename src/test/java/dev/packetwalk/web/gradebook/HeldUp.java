package dev.packetwalk.web.gradebook;

import static org.awaitility.Awaitility.await;

import dev.packetwalk.progress.Database;
import org.jdbi.v3.core.Handle;

/** Holds a lock of the database, so that what is under way stands still until this is closed. */
final class HeldUp implements AutoCloseable {
    private static final String WAITING = "from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid))";

    private final Handle lock;

    /** @param statement takes the lock */
    HeldUp(Database database, String statement) {
        lock = database.jdbi().open();
        lock.begin();
        lock.execute(statement);
    }

    /** Ends what waits for the lock: it fails. */
    void end() {
        await().until(() -> lock.createQuery("select bool_or(pg_cancel_backend(pid)) " + WAITING)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false));
    }

    @Override
    public void close() {
        lock.rollback();
        lock.close();
    }
}
