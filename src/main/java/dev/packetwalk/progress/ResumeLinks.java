package dev.packetwalk.progress;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The links by which learners come back on another device: one for each learner, good until it is renewed. */
@Singleton
public final class ResumeLinks {
    private final Database database;

    public ResumeLinks(Database database) {
        this.database = database;
    }

    /** Makes a new link for a learner; the old one is good no more. */
    public Token renew(UUID learner) {
        return database.jdbi().withHandle(handle -> renew(handle, learner));
    }

    /** Like {@link #renew(UUID)}, in a transaction that the caller has begun. */
    public static Token renew(Handle handle, UUID learner) {
        Token token = Token.random();
        handle.createUpdate("""
                        insert into resume_link (learner, token_hash) values (:learner, :hash)
                        on conflict (learner) do update set token_hash = excluded.token_hash, created_at = now()""")
                .bind("learner", learner)
                .bind("hash", token.hash())
                .execute();
        return token;
    }

    /** Whose link it is. */
    public Optional<UUID> learner(Token token) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select learner from resume_link where token_hash = :hash")
                        .bind("hash", token.hash())
                        .mapTo(UUID.class)
                        .findOne());
    }
}
