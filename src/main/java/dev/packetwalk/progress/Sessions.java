package dev.packetwalk.progress;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** Who is signed in where. Sessions live in the database, so a restart of the server ends none. */
@Singleton
public final class Sessions {
    /** How long a session lasts after it was last used. */
    public static final Duration LASTS = Duration.ofDays(60);

    /** The same for who is in charge of something. */
    public static final Duration LASTS_FOR_STAFF = Duration.ofDays(7);

    /** How many characters are kept of what a browser is called. */
    private static final int LONGEST_BROWSER = 100;

    /** How long it lasts from now on; {@code s} is the session. */
    private static final String END = """
            now() + make_interval(secs => case when exists (
                select 1 from account a where a.learner = s.learner and a.role <> 'learner') then :staff else :lasts end)""";

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

    /**
     * Signs a learner in on one more device.
     *
     * @param browser what it is called, for the list of sessions: hostile text
     */
    public Token open(UUID learner, String browser) {
        Token token = open(learner);
        openedIn(token, browser);
        return token;
    }

    /** Notes in which browser a session was opened: hostile text. */
    public void openedIn(Token token, String browser) {
        String kept = browser.length() <= LONGEST_BROWSER ? browser : browser.substring(0, LONGEST_BROWSER);
        database.jdbi()
                .useHandle(
                        handle -> handle.createUpdate("update session set browser = :browser where token_hash = :hash")
                                .bind("browser", kept)
                                .bind("hash", token.hash())
                                .execute());
    }

    /** Like {@link #open(UUID)}, in a transaction that the caller has begun. */
    public static Token open(Handle handle, UUID learner) {
        Token token = Token.random();
        handle.createUpdate("insert into session (token_hash, learner, expires_at) select :hash, s.learner, " + END
                        + " from (values (cast(:learner as uuid))) s (learner)")
                .bind("hash", token.hash())
                .bind("learner", learner)
                .bind("lasts", (double) LASTS.toSeconds())
                .bind("staff", (double) LASTS_FOR_STAFF.toSeconds())
                .execute();
        handle.createUpdate(
                        "update learner set seen_at = now() where id = :learner and seen_at < now() - interval '1 hour'")
                .bind("learner", learner)
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
        return holder(token).map(Holder::learner);
    }

    /** Whose session a token is and what they are, if it still lasts. Being used makes it last longer, noted once an hour. */
    public Optional<Holder> holder(Token token) {
        return database.jdbi().withHandle(handle -> {
            Optional<Found> found = handle.createQuery("""
                            select s.learner, a.role, s.last_seen_at < now() - interval '1 hour' as unnoted
                            from session s left join account a on a.learner = s.learner
                            where s.token_hash = :hash and s.expires_at > now() and a.deactivated_at is null""")
                    .bind("hash", token.hash())
                    .map((row, _) -> new Found(
                            new Holder(
                                    row.getObject("learner", UUID.class),
                                    Optional.ofNullable(row.getString("role")).map(Role::of)),
                            row.getBoolean("unnoted")))
                    .findOne();
            if (found.filter(Found::unnoted).isPresent()) {
                noteUse(handle, token);
            }
            return found.map(Found::holder);
        });
    }

    /** @param unnoted whether it is time to note that the session is used */
    private record Found(Holder holder, boolean unnoted) {}

    private static void noteUse(Handle handle, Token token) {
        handle.createUpdate("with used as (update session s set last_seen_at = now(), expires_at = " + END
                        + " where token_hash = :hash and last_seen_at < now() - interval '1 hour' returning learner)"
                        + " update learner l set seen_at = now() from used where l.id = used.learner")
                .bind("hash", token.hash())
                .bind("lasts", (double) LASTS.toSeconds())
                .bind("staff", (double) LASTS_FOR_STAFF.toSeconds())
                .execute();
    }

    /** Those of some sessions that still last. None of them is used by that. */
    public Set<Token> lasting(Set<Token> tokens) {
        Map<String, Token> byHash = tokens.stream()
                .collect(Collectors.toMap(token -> HexFormat.of().formatHex(token.hash()), token -> token));
        byHash.keySet()
                .retainAll(database.jdbi()
                        .withHandle(handle -> handle.createQuery("""
                                select encode(s.token_hash, 'hex') from session s left join account a on a.learner = s.learner
                                where s.token_hash in (select decode(h, 'hex') from unnest(cast(:hashes as text[])) h)
                                    and s.expires_at > now() and a.deactivated_at is null""")
                                .bind("hashes", byHash.keySet().toArray(String[]::new))
                                .mapTo(String.class)
                                .list()));
        return Set.copyOf(byHash.values());
    }

    /**
     * Where a learner is signed in, the one used last first.
     *
     * @param current the session that asks
     */
    public List<OpenSession> of(UUID learner, Token current) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select id, browser, created_at as opened_at, last_seen_at as seen_at, token_hash = :current as current
                        from session where learner = :learner and expires_at > now()
                        order by token_hash = :current desc, last_seen_at desc""")
                        .bind("learner", learner)
                        .bind("current", current.hash())
                        .map(ConstructorMapper.of(OpenSession.class))
                        .list());
    }

    /**
     * Ends one of a learner's sessions.
     *
     * @return whether there was one: another's is as if it were not there
     */
    public boolean close(UUID learner, UUID session) {
        return database.jdbi()
                .withHandle(handle -> handle.createUpdate("delete from session where id = :id and learner = :learner")
                                .bind("id", session)
                                .bind("learner", learner)
                                .execute()
                        == 1);
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
        database.jdbi().useHandle(handle -> closeAll(handle, learner));
    }

    static void closeAll(Handle handle, UUID learner) {
        handle.createUpdate("delete from session where learner = :learner")
                .bind("learner", learner)
                .execute();
    }

    /**
     * Who uses a session.
     *
     * @param role what their account makes them; empty for a guest, who has none
     */
    public record Holder(UUID learner, Optional<Role> role) {}

    /**
     * A session that lasts.
     *
     * @param id names it; grants nothing
     * @param browser what the browser called itself; may be empty: hostile text
     * @param seenAt when it was last used, to the hour
     * @param current whether it is the one that asks
     */
    public record OpenSession(UUID id, String browser, Instant openedAt, Instant seenAt, boolean current) {}
}
