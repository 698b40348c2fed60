package dev.packetwalk.progress;

import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * What a transaction of the ledger may wait for, in the one order in which it may: a learner, then an engine, then the endings,
 * then single rows. Each lasts until the transaction ends, also by the death of its server.
 */
final class LedgerLocks {
    private static final int LEARNER = 1;
    private static final int ENGINE = 2;
    private static final int ENDINGS = 3;

    private LedgerLocks() {}

    /** One wish of a learner at a time, so that two tabs get one sandbox. */
    static void learner(Handle sql, UUID learner) {
        lock(sql, LEARNER, learner.toString());
    }

    /** Whoever adds a sandbox to an engine holds this, so that the maximum is kept. */
    static void engine(Handle sql, String engine) {
        lock(sql, ENGINE, engine);
    }

    /** Endings become visible in the order of their numbers, so that nobody who reads on from a number misses one. */
    static void endings(Handle sql) {
        lock(sql, ENDINGS, "");
    }

    private static void lock(Handle sql, int kind, String key) {
        // A query that calls a void function; its one row is read so that the driver sends it.
        sql.createQuery("select 1 from pg_advisory_xact_lock(:kind, hashtext(:key))")
                .bind("kind", kind)
                .bind("key", key)
                .mapTo(Integer.class)
                .one();
    }
}
