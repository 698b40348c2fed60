package dev.packetwalk.progress.access;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.packetwalk.progress.AuditAction;
import dev.packetwalk.progress.AuditLog;
import dev.packetwalk.progress.Database;
import dev.packetwalk.progress.Role;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The tokens of accounts. Guests have none. What those in charge make and revoke is in the audit log. */
@Singleton
public final class ApiTokens {
    /** How long a token lasts at most. */
    public static final Duration LONGEST = Duration.ofDays(365);

    /** The most characters of a token's name. */
    public static final int LONGEST_NAME = 100;

    /** The most tokens of an account that are good for something. */
    public static final int MOST = 50;

    /** How long one that is over is still shown to its owner. */
    private static final Duration SHOWN = Duration.ofDays(30);

    private static final String COLUMNS =
            "t.id, t.name, t.scopes, t.made_at, t.expires_at, t.last_used_at, t.revoked_at";

    private final Database database;

    public ApiTokens(Database database) {
        this.database = database;
    }

    /**
     * Makes a token.
     *
     * @param name what its owner calls it: 1 to {@link #LONGEST_NAME} characters that are not all blank
     * @param scopes what it is good for, at least one; what the account may not is left out
     * @param lasts how long, at most {@link #LONGEST}
     * @throws IllegalArgumentException if the name, the scopes or the time are out of their bounds
     */
    public Making make(UUID account, String name, Set<Scope> scopes, Duration lasts) {
        if (name.isBlank() || name.length() > LONGEST_NAME || scopes.isEmpty()) {
            throw new IllegalArgumentException("a token has a name and a scope");
        }
        if (!lasts.isPositive() || lasts.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a token lasts for a year at most");
        }
        return database.jdbi().inTransaction(handle -> {
            Optional<Role> role = role(handle, account);
            Set<Scope> given = role.map(r -> both(scopes, Scope.of(r))).orElse(Set.of());
            if (role.isEmpty() || given.isEmpty()) {
                return new Making.NotAllowed();
            }
            if (count(handle, account) >= MOST) {
                return new Making.TooMany();
            }
            ApiSecret secret = ApiSecret.random();
            ApiToken made = handle.createQuery("""
                            insert into api_token as t (account, token_hash, name, scopes, expires_at)
                            values (:account, :hash, :name, :scopes, now() + make_interval(secs => :lasts))
                            returning\s""" + COLUMNS)
                    .bind("account", account)
                    .bind("hash", secret.hash())
                    .bind("name", name)
                    .bindArray(
                            "scopes",
                            String.class,
                            given.stream().map(Scope::word).toArray())
                    .bind("lasts", (double) lasts.toSeconds())
                    .map((row, _) -> token(row))
                    .one();
            note(handle, account, role.get(), AuditAction.TOKEN_MADE, made);
            return new Making.Made(secret, made);
        });
    }

    /** The account's own row stays locked, so that its tokens are counted one after the other. */
    private static Optional<Role> role(Handle handle, UUID account) {
        return handle.createQuery("select role from account where learner = :id and deactivated_at is null for update")
                .bind("id", account)
                .mapTo(String.class)
                .findOne()
                .map(Role::of);
    }

    private static int count(Handle handle, UUID account) {
        return handle.createQuery("""
                        select count(*) from api_token
                        where account = :account and revoked_at is null and expires_at > now()""")
                .bind("account", account)
                .mapTo(Integer.class)
                .one();
    }

    private static Set<Scope> both(Set<Scope> some, Set<Scope> others) {
        EnumSet<Scope> both = EnumSet.copyOf(some);
        both.retainAll(others);
        return both;
    }

    private static void note(Handle handle, UUID account, Role role, AuditAction action, ApiToken token) {
        if (role != Role.LEARNER) {
            String scopes = String.join(
                    " ", token.scopes().stream().map(Scope::word).sorted().toList());
            AuditLog.note(handle, account, action, token.name(), scopes);
        }
    }

    /** Whose secret this is and what it is good for now; empty if for nothing. Its use is noted, once a minute. */
    public Optional<Holder> holder(ApiSecret secret) {
        return database.jdbi().withHandle(handle -> {
            Optional<Holder> holder = handle.createQuery("""
                            select t.id, t.account, t.scopes, a.role, t.expires_at
                            from api_token t join account a on a.learner = t.account
                            where t.token_hash = :hash and t.revoked_at is null and t.expires_at > now()
                              and a.deactivated_at is null""")
                    .bind("hash", secret.hash())
                    .map((row, _) -> holder(row))
                    .findOne();
            holder.ifPresent(
                    known -> handle.createUpdate("""
                            update api_token set last_used_at = now()
                            where id = :id and (last_used_at is null or last_used_at < now() - interval '1 minute')""").bind("id", known.token()).execute());
            return holder;
        });
    }

    private static Holder holder(ResultSet row) throws SQLException {
        Role role = Role.of(row.getString("role"));
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        scopes.addAll(scopes(row));
        scopes.retainAll(Scope.of(role));
        return new Holder(
                row.getObject("id", UUID.class),
                row.getObject("account", UUID.class),
                role,
                scopes,
                row.getTimestamp("expires_at").toInstant());
    }

    /** An account's tokens, the newest first; those that are over for a month more. */
    public List<ApiToken> of(UUID account) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select " + COLUMNS + """
                         from api_token t where t.account = :account
                          and least(t.expires_at, t.revoked_at) > now() - make_interval(secs => :shown)
                        order by t.made_at desc, t.id limit 200""")
                        .bind("account", account)
                        .bind("shown", (double) SHOWN.toSeconds())
                        .map((row, _) -> token(row))
                        .list());
    }

    /**
     * Makes a token of an account's good for nothing, from now on.
     *
     * @return whether there was one that was good: another's is as if it were not there
     */
    public boolean revoke(UUID account, UUID id) {
        return database.jdbi().inTransaction(handle -> {
            Optional<ApiToken> revoked = handle.createQuery("""
                            update api_token as t set revoked_at = now()
                            where t.id = :id and t.account = :account and t.revoked_at is null and t.expires_at > now()
                            returning\s""" + COLUMNS)
                    .bind("id", id)
                    .bind("account", account)
                    .map((row, _) -> token(row))
                    .findOne();
            revoked.ifPresent(token -> role(handle, account)
                    .ifPresent(role -> note(handle, account, role, AuditAction.TOKEN_REVOKED, token)));
            return revoked.isPresent();
        });
    }

    private static ApiToken token(ResultSet row) throws SQLException {
        return new ApiToken(
                row.getObject("id", UUID.class),
                row.getString("name"),
                scopes(row),
                row.getTimestamp("made_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                instant(row.getTimestamp("last_used_at")),
                instant(row.getTimestamp("revoked_at")));
    }

    private static Set<Scope> scopes(ResultSet row) throws SQLException {
        return Arrays.stream((Object[]) row.getArray("scopes").getArray())
                .flatMap(word -> Scope.of((String) word).stream())
                .collect(toUnmodifiableSet());
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    /**
     * Who uses a token.
     *
     * @param token its id
     * @param account whose it is
     * @param role what its owner is now
     * @param scopes what it is good for now
     * @param expiresAt until when
     */
    public record Holder(UUID token, UUID account, Role role, Set<Scope> scopes, Instant expiresAt) {
        public Holder {
            scopes = Set.copyOf(scopes);
        }
    }

    /** What came of wanting a token. */
    public sealed interface Making {
        /**
         * It is there.
         *
         * @param secret shown now and kept nowhere
         */
        record Made(ApiSecret secret, ApiToken token) implements Making {}

        /** There is no such account, or it may none of that. */
        record NotAllowed() implements Making {}

        /** The account has {@link #MOST} already. */
        record TooMany() implements Making {}
    }
}
