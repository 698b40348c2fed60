package dev.packetwalk.progress;

import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.sandbox.JournalEvent;
import dev.packetwalk.sandbox.SandboxId;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * The journals of sandboxes, kept with the attempts that are made in them: they go with the last of these. Whoever adds to a
 * journal does not wait for the database; a server that is killed loses what was added within the last fraction of a second, and
 * the next start records that as a gap.
 */
@Singleton
public final class Journals implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Journals.class.getName());
    private static final long TOGETHER_MILLIS = 200;
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 2_000;

    private final Database database;
    private final InstantSource clock;
    private final Map<SandboxId, Journal> open = new ConcurrentHashMap<>();
    private final Set<SandboxId> closing = ConcurrentHashMap.newKeySet();
    private final Semaphore changed = new Semaphore(0);
    private final ReentrantLock writing = new ReentrantLock();
    private @Nullable Thread writer;

    @Inject
    public Journals(Database database) {
        this(database, InstantSource.system());
    }

    Journals(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * The journal of a sandbox, to be added to by this server until it is {@link #close closed}. Where there was one before, it
     * goes on after a gap: the caller adds the rules in force next.
     *
     * @param learner whose sandbox it is: the journal goes when they go, and nothing is written down any more
     */
    public Journal open(SandboxId id, UUID learner) {
        startWriting();
        return open.computeIfAbsent(id, _ -> reopen(id, learner));
    }

    private Journal reopen(SandboxId id, UUID learner) {
        List<JournalEntry> kept = read(id);
        Journal journal = new Journal(id, learner, kept, changed::release);
        if (!kept.isEmpty()) {
            journal.append(clock.instant(), new JournalEvent.Gap());
        }
        return journal;
    }

    /**
     * Writes down what is still to be written, and lets go of the journal. If the database is away, that happens once it is back.
     */
    public void close(SandboxId id) {
        closing.add(id);
        changed.release();
        flush();
    }

    /** What is written down of a sandbox's journal; without one, nothing. */
    public List<JournalEntry> read(SandboxId id) {
        return database.jdbi().withHandle(sql -> read(sql, id.value()));
    }

    /** What is written down of the journal of the sandbox that an attempt is made in. */
    public List<JournalEntry> of(Attempt attempt) {
        return database.jdbi().withHandle(sql -> of(sql, attempt));
    }

    static List<JournalEntry> of(Handle sql, Attempt attempt) {
        return sql.createQuery("select sandbox from attempt where id = :id and learner = :learner")
                .bind("id", attempt.id())
                .bind("learner", attempt.learner())
                .map((row, _) -> String.valueOf(row.getString("sandbox")))
                .findOne()
                .map(sandbox -> read(sql, sandbox))
                .orElse(List.of());
    }

    private static List<JournalEntry> read(Handle sql, String sandbox) {
        return sql.createQuery("select number, at, content from journal_entry where sandbox = :sandbox order by number")
                .bind("sandbox", sandbox)
                .map((row, _) -> entry(row))
                .list();
    }

    private static JournalEntry entry(ResultSet row) throws SQLException {
        return new JournalEntry(
                row.getLong("number"), row.getTimestamp("at").toInstant(), JournalJson.read(row.getString("content")));
    }

    /** The attempt is made in this sandbox: its journal is kept as long as the attempt is. */
    public void keepWith(Attempt attempt, SandboxId id) {
        database.jdbi()
                .useHandle(sql -> sql.createUpdate("""
                        update attempt set sandbox = :sandbox
                        where id = :id and learner = :learner and sandbox is distinct from :sandbox""")
                        .bind("sandbox", id.value())
                        .bind("id", attempt.id())
                        .bind("learner", attempt.learner())
                        .execute());
    }

    /** Writes down what was added by now. */
    public void flush() {
        writing.lock();
        try {
            for (Journal journal : List.copyOf(open.values())) {
                write(journal);
                if (closing.remove(journal.sandbox())) {
                    open.remove(journal.sandbox());
                }
            }
        } finally {
            writing.unlock();
        }
    }

    private void write(Journal journal) {
        Journal.Unwritten unwritten = journal.unwritten();
        if (unwritten.add().isEmpty() && unwritten.forget() < 0) {
            return;
        }
        try {
            database.jdbi().useTransaction(sql -> write(sql, journal, unwritten));
        } catch (RuntimeException e) {
            if (!Database.isDeparture(e)) {
                throw e;
            }
            // What is left of it in memory goes with the sandbox, which is being removed.
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "the learner of sandbox {0} is gone, and so is its journal",
                    journal.sandbox());
        }
        journal.writtenDown(unwritten);
    }

    private static void write(Handle sql, Journal journal, Journal.Unwritten unwritten) {
        String sandbox = journal.sandbox().value();
        sql.execute(
                "insert into journal (sandbox, learner) values (?, ?) on conflict do nothing",
                sandbox,
                journal.learner());
        sql.execute("delete from journal_entry where sandbox = ? and number <= ?", sandbox, unwritten.forget());
        PreparedBatch batch = sql.prepareBatch("""
                insert into journal_entry (sandbox, number, at, content) values (:sandbox, :number, :at, :content)
                on conflict do nothing""");
        for (JournalEntry entry : unwritten.add()) {
            batch.bind("sandbox", sandbox)
                    .bind("number", entry.number())
                    .bind("at", Timestamp.from(entry.at()))
                    .bind("content", JournalJson.write(entry.event()))
                    .add();
        }
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    private synchronized void startWriting() {
        if (writer == null) {
            writer = Thread.ofVirtual().name("journals").start(this::keepWriting);
        }
    }

    private void keepWriting() {
        try {
            while (true) {
                changed.acquire();
                Thread.sleep(TOGETHER_MILLIS);
                changed.drainPermits();
                try {
                    flush();
                } catch (RuntimeException e) {
                    LOG.log(System.Logger.Level.WARNING, "journals could not be written down; trying again", e);
                    changed.release();
                    Thread.sleep(PAUSE_AFTER_FAILURE_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes down what is left. */
    @Override
    @PreDestroy
    public void close() {
        Thread running;
        synchronized (this) {
            running = writer;
            writer = null;
        }
        if (running != null) {
            running.interrupt();
        }
        flush();
    }
}
