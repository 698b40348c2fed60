package dev.packetwalk.progress.privacy;

import dev.packetwalk.progress.Database;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;

/** Deletes what need not be kept any longer: a little at a time, and on one server at a time. */
@Singleton
public final class Retention {
    /** Rows in one transaction. */
    static final int BATCH = 200;

    /** Batches of each kind in one run: what is left after them is for the next. */
    private static final int MOST_BATCHES = 1_000;

    private static final int LOCK = 13;

    private final Database database;
    private final RetentionPeriods periods;
    private final InstantSource clock;

    @Inject
    public Retention(Database database, RetentionPeriods periods) {
        this(database, periods, InstantSource.system());
    }

    Retention(Database database, RetentionPeriods periods, InstantSource clock) {
        this.database = database;
        this.periods = periods;
        this.clock = clock;
    }

    /** Does it, if no server has since a time. */
    public Run runUnlessSince(Instant since) {
        return database.jdbi().withHandle(handle -> {
            if (!locked(handle)) {
                return new Run.ElsewhereNow();
            }
            try {
                return lastRun(handle).isBefore(since) ? run(handle) : new Run.NotDue();
            } finally {
                handle.createQuery("select pg_advisory_unlock(:key)")
                        .bind("key", LOCK)
                        .mapTo(Boolean.class)
                        .one();
            }
        });
    }

    /** Held by the connection, through many transactions; who dies lets go of it. */
    private static boolean locked(Handle handle) {
        return handle.createQuery("select pg_try_advisory_lock(:key)")
                .bind("key", LOCK)
                .mapTo(Boolean.class)
                .one();
    }

    private static Instant lastRun(Handle handle) {
        return handle.createQuery("select last_run_at from retention")
                .mapTo(Timestamp.class)
                .one()
                .toInstant();
    }

    private Run run(Handle handle) {
        Instant now = clock.instant();
        handle.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
        Map<KeptThing, Integer> deleted = new EnumMap<>(KeptThing.class);
        boolean complete = true;
        for (KeptThing thing : KeptThing.values()) {
            switch (thing.keeping()) {
                case Keeping.AsLongAsYou _ -> {}
                case Keeping.For(var period, var _, var deletions) -> {
                    Instant before = now.minus(period.apply(periods));
                    for (String deletion : deletions) {
                        int rows = delete(handle, deletion, now, before);
                        deleted.merge(thing, rows, Integer::sum);
                        complete &= rows < MOST_BATCHES * BATCH;
                    }
                }
            }
        }
        handle.createUpdate("update retention set last_run_at = :now")
                .bind("now", Timestamp.from(now))
                .execute();
        return new Run.Done(deleted, complete);
    }

    private static int delete(Handle handle, String deletion, Instant now, Instant before) {
        int deleted = 0;
        for (int batch = 0; batch < MOST_BATCHES; batch++) {
            int rows = handle.inTransaction(transaction -> transaction
                    .createUpdate(deletion)
                    .bind("now", Timestamp.from(now))
                    .bind("before", Timestamp.from(before))
                    .bind("most", BATCH)
                    .execute());
            deleted += rows;
            if (rows < BATCH) {
                break;
            }
        }
        return deleted;
    }

    /** What came of it. */
    public sealed interface Run {
        /**
         * Done.
         *
         * @param deleted how many rows, by what they were; those of nothing are 0
         * @param complete whether nothing is left that is too old
         */
        record Done(Map<KeptThing, Integer> deleted, boolean complete) implements Run {
            public Done {
                deleted = Collections.unmodifiableMap(new EnumMap<>(deleted));
            }
        }

        /** Some server has done it since that time. */
        record NotDue() implements Run {}

        /** Another server is at it. */
        record ElsewhereNow() implements Run {}
    }
}
