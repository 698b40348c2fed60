package dev.packetwalk.progress;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What people do with their own accounts. What an administrator does with them is {@link People}. */
@Singleton
public final class Accounts {
    private final Database database;
    private final PasswordHashes hashes;

    public Accounts(Database database, PasswordHashes hashes) {
        this.database = database;
        this.hashes = hashes;
    }

    /** The account of a learner; a guest has none. */
    public Optional<Account> find(UUID learner) {
        return database.jdbi().withHandle(handle -> AccountRows.find(handle, learner));
    }

    /**
     * Whose login and password these are. An account that is deactivated is answered like a wrong password, and every answer
     * takes as long.
     *
     * @throws PasswordHashes.BusyException if too many sign in at once
     */
    public Optional<UUID> signIn(@Nullable Login login, String password) {
        Optional<Secret> secret =
                login == null ? Optional.empty() : secret("login = :key and deactivated_at is null", login.value());
        boolean right = hashes.matches(password, secret.map(Secret::hash).orElse(null));
        return right ? secret.map(Secret::id) : Optional.empty();
    }

    /**
     * Makes an account of a guest, who keeps all their work.
     *
     * @return whether it was made; else the login is taken, or they have an account
     */
    public boolean keep(UUID guest, Login login, NewPassword password) {
        String hash = hashes.of(password);
        return database.jdbi()
                .inTransaction(handle -> AccountRows.find(handle, guest).isEmpty()
                        && AccountRows.insert(handle, guest, login, hash, Role.LEARNER, false));
    }

    /**
     * Changes a password, and ends every session but the one that asks.
     *
     * @param session the one that goes on
     * @return whether it was changed; else the old one was wrong
     */
    public boolean changePassword(UUID id, String old, NewPassword password, Token session) {
        Optional<Secret> secret = secret("learner = :key and login is not null", id);
        if (!hashes.matches(old, secret.map(Secret::hash).orElse(null))) {
            return false;
        }
        String hash = hashes.of(password);
        database.jdbi().useTransaction(handle -> {
            AccountRows.setPassword(handle, id, hash);
            handle.createUpdate("delete from session where learner = :id and token_hash <> :this")
                    .bind("id", id)
                    .bind("this", session.hash())
                    .execute();
        });
        return true;
    }

    /**
     * Whether this is somebody's password.
     *
     * @throws PasswordHashes.BusyException if too many sign in at once
     */
    public boolean isPassword(UUID id, String password) {
        Optional<Secret> secret = secret("learner = :key and login is not null", id);
        return hashes.matches(password, secret.map(Secret::hash).orElse(null));
    }

    /**
     * Lets in somebody whom a provider of identities vouches for. The first time makes an account; later times keep the name and
     * the role as the provider has them now.
     *
     * @param issuer the provider
     * @param subject whom it means; never used for somebody else
     * @param vouched the login by which rosters expect them, as the provider vouches for it now; {@code null} for none. They do not
     *     sign in with it
     * @return who it is here; empty if their account is deactivated
     */
    public Optional<UUID> enter(String issuer, String subject, LearnerName name, Role role, @Nullable Login vouched) {
        return database.jdbi().inTransaction(handle -> {
            // Two first visits at once must not make two.
            handle.execute("select pg_advisory_xact_lock(hashtextextended(?, 7))", issuer + ' ' + subject);
            Optional<UUID> known = handle.createQuery(
                            "select learner from account where issuer = :issuer and subject = :subject")
                    .bind("issuer", issuer)
                    .bind("subject", subject)
                    .mapTo(UUID.class)
                    .findOne();
            Optional<UUID> entered = known.isPresent()
                    ? refreshed(handle, known.get(), name, role)
                    : Optional.of(made(handle, issuer, subject, name, role));
            entered.ifPresent(id -> handle.createUpdate("update account set vouched_login = :login where learner = :id")
                    .bind("login", vouched == null ? null : vouched.value())
                    .bind("id", id)
                    .execute());
            return entered;
        });
    }

    private static Optional<UUID> refreshed(Handle handle, UUID id, LearnerName name, Role role) {
        Account account = AccountRows.find(handle, id).orElseThrow();
        if (!account.active()) {
            return Optional.empty();
        }
        handle.createUpdate("update learner set name = :name where id = :id")
                .bind("name", name.value())
                .bind("id", id)
                .execute();
        if (account.role() != role) {
            handle.createUpdate("update account set role = :role where learner = :id")
                    .bind("role", role.word())
                    .bind("id", id)
                    .execute();
            AuditLog.note(
                    handle,
                    null,
                    AuditAction.ROLE_CHANGED,
                    account.label(),
                    "by the provider: " + account.role().word() + " to " + role.word());
        }
        return Optional.of(id);
    }

    private static UUID made(Handle handle, String issuer, String subject, LearnerName name, Role role) {
        UUID id = AccountRows.learner(handle, name);
        handle.createUpdate(
                        "insert into account (learner, issuer, subject, role) values (:id, :issuer, :subject, :role)")
                .bind("id", id)
                .bind("issuer", issuer)
                .bind("subject", subject)
                .bind("role", role.word())
                .execute();
        if (role != Role.LEARNER) {
            AuditLog.note(handle, id, AuditAction.ACCOUNT_MADE, name.value(), role.word() + ", by the provider");
        }
        return id;
    }

    private Optional<Secret> secret(String where, Object key) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select learner, password_hash from account where " + where)
                        .bind("key", key)
                        .map((row, _) ->
                                new Secret(row.getObject("learner", UUID.class), row.getString("password_hash")))
                        .findOne());
    }

    private record Secret(UUID id, String hash) {}
}
