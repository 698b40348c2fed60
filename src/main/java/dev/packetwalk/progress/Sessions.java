package dev.packetwalk.progress;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Who is signed in where. Sessions live in the database, so a restart of the server ends none. */
@Singleton
public final class Sessions {
    /** How long a session lasts after it was last used. */
    public static final Duration LASTS = Duration.ofDays(60);

    /** The most devices a learner is signed in on; the one unused for longest makes room. */
    static final int MOST_FOR_A_LEARNER = 20;

    private final Database database;

    public Sessions(Database database) {
        this.database = database;
    }

    /** Signs a learner in on one more device. */
    public Token open(UUID learner) {
        return database.jdbi().inTransaction(handle -> open(handle, learner));
    }

    static Token open(Handle handle, UUID learner) {
        Token token = Token.random();
        handle.createUpdate(
                        "insert into session (token_hash, learner, expires_at) values (:hash, :learner, now() + make_interval(secs => :lasts))")
                .bind("hash", token.hash())
                .bind("learner", learner)
                .bind("lasts", (double) LASTS.toSeconds())
                .execute();
        handle.createUpdate("""
                        delete from session where token_hash in (
                            select token_hash from session where learner = :learner
                            order by last_seen_at desc offset :most)""")
                .bind("learner", learner)
                .bind("most", MOST_FOR_A_LEARNER)
                .execute();
        return token;
    }

    /** Whose session a token is, if it still lasts. Being used makes it last longer, noted once an hour. */
    public Optional<UUID> learner(Token token) {
        return database.jdbi().withHandle(handle -> {
            Optional<UUID> learner = handle.createQuery(
                            "select learner from session where token_hash = :hash and expires_at > now()")
                    .bind("hash", token.hash())
                    .mapTo(UUID.class)
                    .findOne();
            if (learner.isPresent()) {
                handle.createUpdate("""
                                update session set last_seen_at = now(), expires_at = now() + make_interval(secs => :lasts)
                                where token_hash = :hash and last_seen_at < now() - interval '1 hour'""")
                        .bind("hash", token.hash())
                        .bind("lasts", (double) LASTS.toSeconds())
                        .execute();
            }
            return learner;
        });
    }

    /** On how many devices a learner is signed in. */
    public int count(UUID learner) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select count(*) from session where learner = :learner and expires_at > now()")
                        .bind("learner", learner)
                        .mapTo(Integer.class)
                        .one());
    }

    /** Ends one session. Ending one that is over is not an error. */
    public void close(Token token) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("delete from session where token_hash = :hash")
                        .bind("hash", token.hash())
                        .execute());
    }

    /** Ends every session of a learner. */
    public void closeAll(UUID learner) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("delete from session where learner = :learner")
                        .bind("learner", learner)
                        .execute());
    }

    /**
     * Deletes the sessions that are over.
     *
     * @return how many
     */
    public int sweep() {
        return database.jdbi()
                .withHandle(handle -> handle.createUpdate("delete from session where expires_at <= now()")
                        .execute());
    }
}
