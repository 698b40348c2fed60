package dev.packetwalk.progress;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads and writes the table of accounts. */
final class AccountRows {
    static final String SELECT = """
            select a.learner, l.name, a.login, a.issuer, a.role, a.made_at, a.deactivated_at,
                   (select max(s.last_seen_at) from session s where s.learner = a.learner) as seen_at
            from account a join learner l on l.id = a.learner
            """;

    private AccountRows() {}

    static Account read(ResultSet row) throws SQLException {
        return new Account(
                row.getObject("learner", UUID.class),
                row.getString("name"),
                row.getString("login"),
                row.getString("issuer"),
                Role.of(row.getString("role")),
                row.getTimestamp("made_at").toInstant(),
                instant(row.getTimestamp("seen_at")),
                row.getTimestamp("deactivated_at") == null);
    }

    static Optional<Account> find(Handle handle, UUID id) {
        return handle.createQuery(SELECT + "where a.learner = :id")
                .bind("id", id)
                .map((row, _) -> read(row))
                .findOne();
    }

    /** Makes a learner with no account yet. */
    static UUID learner(Handle handle, LearnerName name) {
        return learner(handle, UUID.randomUUID(), name);
    }

    /** Like {@link #learner(Handle, LearnerName)}, with an id that was drawn before. */
    static UUID learner(Handle handle, UUID id, LearnerName name) {
        handle.createUpdate("insert into learner (id, name) values (:id, :name)")
                .bind("id", id)
                .bind("name", name.value())
                .execute();
        return id;
    }

    /**
     * Gives a learner an account. A personal link, which asks for no password, is good no more.
     *
     * @param invited whether somebody in charge lets them have it; else they have chosen the login for themselves
     * @return whether the login was free
     */
    static boolean insert(Handle handle, UUID learner, Login login, String passwordHash, Role role, boolean invited) {
        boolean made = handle.createUpdate("""
                        insert into account (learner, login, password_hash, role, invited, password_set_at)
                        values (:learner, :login, :hash, :role, :invited, now()) on conflict (login) do nothing""")
                        .bind("learner", learner)
                        .bind("login", login.value())
                        .bind("hash", passwordHash)
                        .bind("role", role.word())
                        .bind("invited", invited)
                        .execute()
                == 1;
        if (made) {
            forgetResumeLink(handle, learner);
        }
        return made;
    }

    static void forgetResumeLink(Handle handle, UUID learner) {
        handle.createUpdate("delete from resume_link where learner = :learner")
                .bind("learner", learner)
                .execute();
    }

    static void setPassword(Handle handle, UUID id, String hash) {
        handle.createUpdate(
                        "update account set password_hash = :hash, password_set_at = now() where learner = :id and login is not null")
                .bind("hash", hash)
                .bind("id", id)
                .execute();
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
