package dev.packetwalk.progress;

import dev.packetwalk.sandbox.SandboxId;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Walks that learners can come back to. Nothing here is found but through the learner whose it is. A bounded number is kept: the
 * newest of each sandbox, and of each learner.
 */
@Singleton
public final class KeptWalks {
    static final int MOST_OF_SANDBOX = 50;
    static final int MOST_OF_LEARNER = 300;

    /** Characters; thousands of rules fit. */
    static final int LONGEST = 4_000_000;

    private final Database database;
    private final InstantSource clock;

    @Inject
    public KeptWalks(Database database) {
        this(database, InstantSource.system());
    }

    KeptWalks(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Keeps a walk.
     *
     * @param content as the page reads it
     * @return its id, which can't be guessed; empty if it is too long to keep
     */
    public Optional<String> keep(UUID learner, SandboxId sandbox, String content) {
        if (content.length() > LONGEST) {
            return Optional.empty();
        }
        String id = SandboxId.random().value();
        database.jdbi().useTransaction(sql -> {
            sql.createUpdate("""
                            insert into kept_walk (id, learner, sandbox, created_at, content)
                            values (:id, :learner, :sandbox, :now, :content)""")
                    .bind("id", id)
                    .bind("learner", learner)
                    .bind("sandbox", sandbox.value())
                    .bind("now", Timestamp.from(clock.instant()))
                    .bind("content", content)
                    .execute();
            makeRoom(sql, learner, sandbox);
        });
        return Optional.of(id);
    }

    private static void makeRoom(Handle sql, UUID learner, SandboxId sandbox) {
        sql.createUpdate("""
                        delete from kept_walk where id in (
                            (select id from kept_walk where sandbox = :sandbox order by sequence desc offset :ofSandbox)
                            union (select id from kept_walk where learner = :learner order by sequence desc offset :ofLearner))""")
                .bind("sandbox", sandbox.value())
                .bind("learner", learner)
                .bind("ofSandbox", MOST_OF_SANDBOX)
                .bind("ofLearner", MOST_OF_LEARNER)
                .execute();
    }

    /** A learner's own walk; empty for one that is another's, or was never there, or has made room. */
    public Optional<String> find(UUID learner, String id) {
        return database.jdbi()
                .withHandle(
                        sql -> sql.createQuery("select content from kept_walk where id = :id and learner = :learner")
                                .bind("id", id)
                                .bind("learner", learner)
                                .mapTo(String.class)
                                .findOne());
    }

    /** The newest walks of one of a learner's sandboxes, newest first. */
    public List<Kept> of(UUID learner, SandboxId sandbox, int most) {
        return database.jdbi()
                .withHandle(sql -> sql.createQuery("""
                        select id, created_at from kept_walk where sandbox = :sandbox and learner = :learner
                        order by sequence desc limit :most""")
                        .bind("sandbox", sandbox.value())
                        .bind("learner", learner)
                        .bind("most", most)
                        .map((row, _) -> new Kept(
                                row.getString("id"),
                                row.getTimestamp("created_at").toInstant()))
                        .list());
    }

    /** A walk that is kept, without what is in it. */
    public record Kept(String id, Instant at) {}
}
