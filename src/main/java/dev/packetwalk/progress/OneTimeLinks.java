package dev.packetwalk.progress;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/** Links that let somebody in once: to make the first administrator's account, an invited person's, or a new password. */
@Singleton
public final class OneTimeLinks {
    /** How long the first administrator's link is good. */
    public static final Duration FIRST_LASTS = Duration.ofHours(24);

    /** How long an invitation is good. */
    public static final Duration INVITATION_LASTS = Duration.ofDays(7);

    /** How long a link to a new password is good. */
    public static final Duration PASSWORD_LASTS = Duration.ofHours(24);

    /** How much is kept of what an invitation is noted for. */
    public static final int LONGEST_NOTE = 200;

    private final Database database;
    private final PasswordHashes hashes;

    public OneTimeLinks(Database database, PasswordHashes hashes) {
        this.database = database;
        this.hashes = hashes;
    }

    /** Makes the link by which the server hands itself over; the one made before is good no more. */
    public Token forFirstAdministrator() {
        return database.jdbi().inTransaction(handle -> {
            handle.execute("delete from one_time_link where made_by is null");
            return insert(handle, Role.ADMINISTRATOR, null, "", null, FIRST_LASTS);
        });
    }

    /**
     * Invites somebody.
     *
     * @param note for whom it is, as the administrator remembers it; cut after {@link #LONGEST_NOTE} characters
     */
    public Token invite(UUID administrator, Role role, String note) {
        String kept = note.strip();
        kept = kept.length() <= LONGEST_NOTE ? kept : kept.substring(0, LONGEST_NOTE);
        String remembered = kept;
        return database.jdbi().inTransaction(handle -> {
            AuditLog.note(handle, administrator, AuditAction.INVITED, remembered, role.word());
            return insert(handle, role, null, remembered, administrator, INVITATION_LASTS);
        });
    }

    /**
     * Makes a link by which the owner of an account chooses a new password. Links made before for it are good no more; the old
     * password is, until the new one is chosen.
     *
     * @return empty if there is no such account, or none with a password
     */
    public Optional<Token> forPassword(UUID administrator, UUID account) {
        return database.jdbi().inTransaction(handle -> {
            Optional<Account> found = AccountRows.find(handle, account).filter(a -> a.login() != null && a.active());
            found.ifPresent(a -> {
                handle.createUpdate("delete from one_time_link where account = :account")
                        .bind("account", account)
                        .execute();
                AuditLog.note(handle, administrator, AuditAction.PASSWORD_LINK_MADE, a.label(), "");
            });
            return found.map(_ -> insert(handle, null, account, "", administrator, PASSWORD_LASTS));
        });
    }

    /** The invitations that are still open, newest first. */
    public List<Invitation> invitations() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select id, role, note, made_at, expires_at from one_time_link
                        where role is not null and made_by is not null and expires_at > now() order by made_at desc""")
                        .map(ConstructorMapper.of(Invitation.class))
                        .list());
    }

    /**
     * Takes an invitation back.
     *
     * @return whether it was open
     */
    public boolean withdraw(UUID administrator, UUID invitation) {
        return database.jdbi().inTransaction(handle -> {
            Optional<String> note = handle.createQuery(
                            "delete from one_time_link where id = :id and role is not null returning note")
                    .bind("id", invitation)
                    .mapTo(String.class)
                    .findOne();
            note.ifPresent(n -> AuditLog.note(handle, administrator, AuditAction.INVITATION_WITHDRAWN, n, ""));
            return note.isPresent();
        });
    }

    /** What a link offers; empty if it was used, has expired, or never was. */
    public Optional<Offer> find(Token token) {
        return database.jdbi().withHandle(handle -> find(handle, token, ""));
    }

    /**
     * Takes an invitation up: makes the account.
     *
     * @throws PasswordHashes.BusyException if too many sign in at once
     */
    public Acceptance accept(Token token, LearnerName name, Login login, NewPassword password) {
        if (find(token).isEmpty()) {
            return new Acceptance.NoLongerGood();
        }
        String hash = hashes.of(password);
        return database.jdbi()
                .inTransaction(handle -> find(handle, token, " for update of l")
                        .filter(Offer.Account.class::isInstance)
                        .map(offer -> accept(handle, token, (Offer.Account) offer, name, login, hash))
                        .orElseGet(Acceptance.NoLongerGood::new));
    }

    private static Acceptance accept(
            Handle handle, Token token, Offer.Account offer, LearnerName name, Login login, String hash) {
        UUID id = AccountRows.learner(handle, name);
        if (!AccountRows.insert(handle, id, login, hash, offer.role(), true)) {
            handle.createUpdate("delete from learner where id = :id")
                    .bind("id", id)
                    .execute();
            return new Acceptance.LoginTaken();
        }
        delete(handle, token);
        AuditAction action = offer.isFirst() ? AuditAction.ADMINISTRATOR_MADE : AuditAction.ACCOUNT_MADE;
        AuditLog.note(handle, id, action, login.value(), offer.role().word());
        return new Acceptance.Made(id);
    }

    /**
     * Sets the password of the account that a link was made for, and ends all of its sessions.
     *
     * @return whose it is; empty if the link is no longer good
     * @throws PasswordHashes.BusyException if too many sign in at once
     */
    public Optional<UUID> setPassword(Token token, NewPassword password) {
        if (find(token).isEmpty()) {
            return Optional.empty();
        }
        String hash = hashes.of(password);
        return database.jdbi()
                .inTransaction(handle -> find(handle, token, " for update of l")
                        .filter(Offer.Password.class::isInstance)
                        .map(offer -> {
                            UUID id = ((Offer.Password) offer).account();
                            delete(handle, token);
                            AccountRows.setPassword(handle, id, hash);
                            Sessions.closeAll(handle, id);
                            AuditLog.note(
                                    handle,
                                    id,
                                    AuditAction.PASSWORD_SET_BY_LINK,
                                    ((Offer.Password) offer).login().value(),
                                    "");
                            return id;
                        }));
    }

    private static Optional<Offer> find(Handle handle, Token token, String lock) {
        return handle.createQuery("""
                        select l.role, l.made_by, a.learner, a.login, a.deactivated_at, p.name
                        from one_time_link l left join account a on a.learner = l.account
                             left join learner p on p.id = a.learner
                        where l.token_hash = :hash and l.expires_at > now() and a.deactivated_at is null""" + lock)
                .bind("hash", token.hash())
                .map((row, _) -> row.getString("role") != null
                        ? new Offer.Account(Role.of(row.getString("role")), row.getObject("made_by") == null)
                        : (Offer) new Offer.Password(
                                row.getObject("learner", UUID.class),
                                row.getString("name"),
                                new Login(row.getString("login"))))
                .findOne();
    }

    private static Token insert(
            Handle handle,
            @Nullable Role role,
            @Nullable UUID account,
            String note,
            @Nullable UUID by,
            Duration lasts) {
        Token token = Token.random();
        handle.createUpdate("""
                        insert into one_time_link (token_hash, role, account, note, made_by, expires_at)
                        values (:hash, :role, cast(:account as uuid), :note, cast(:by as uuid), now() + make_interval(secs => :lasts))""")
                .bind("hash", token.hash())
                .bind("role", role == null ? null : role.word())
                .bind("account", account)
                .bind("note", note)
                .bind("by", by)
                .bind("lasts", (double) lasts.toSeconds())
                .execute();
        return token;
    }

    private static void delete(Handle handle, Token token) {
        handle.createUpdate("delete from one_time_link where token_hash = :hash")
                .bind("hash", token.hash())
                .execute();
    }

    /** What a link is good for. */
    public sealed interface Offer {
        /**
         * An account of one's own.
         *
         * @param isFirst whether it is the link that the server itself made, for its first administrator
         */
        record Account(Role role, boolean isFirst) implements Offer {}

        /**
         * A new password.
         *
         * @param name whose: hostile text
         */
        record Password(UUID account, String name, Login login) implements Offer {}
    }

    /** What came of taking an invitation up. */
    public sealed interface Acceptance {
        /** The account is made; nobody is signed in yet. */
        record Made(UUID id) implements Acceptance {}

        /** Somebody else signs in with that. The link is still good. */
        record LoginTaken() implements Acceptance {}

        /** The link was used, has expired, or never was. */
        record NoLongerGood() implements Acceptance {}
    }

    /**
     * An open invitation.
     *
     * @param id names it; grants nothing
     * @param role the word of the {@link Role} that it gives
     * @param note for whom it is: hostile text
     */
    public record Invitation(UUID id, String role, String note, Instant madeAt, Instant expiresAt) {}
}
