package dev.packetwalk.progress.webhooks;

import dev.packetwalk.progress.Database;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent to webhooks. Several servers may send from one database: each message is sent by one of them at a time, each
 * webhook gets one message at a time, in order, and a message whose server died is sent by another. A receiver may thus get a
 * message twice, never not at all, while it answers within the {@linkplain #PAUSES tries}.
 */
@Singleton
public final class WebhookOutbox {
    /** How long is waited before each further try. */
    static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(6));

    /** A webhook of which so many messages in a row were given up is told no more. */
    static final int MOST_FAILURES = 5;

    /** How long one server may take for one message. */
    private static final Duration LEASE = Duration.ofMinutes(1);

    /** For how long it is known what came of a message. */
    public static final Duration KEPT = Duration.ofDays(14);

    static final int MOST_KEPT = 500;

    private final Database database;
    private final InstantSource clock;

    @Inject
    public WebhookOutbox(Database database) {
        this(database, InstantSource.system());
    }

    WebhookOutbox(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Messages that are due now, at most one of each webhook; the caller sends them within a minute, and says what came of each. */
    public List<Due> take(int most) {
        Timestamp now = Timestamp.from(clock.instant());
        Timestamp until = Timestamp.from(clock.instant().plus(LEASE));
        return database.jdbi()
                .inTransaction(handle -> handle.createQuery("""
                        with next as (
                            select d.id from webhook_delivery d
                            where d.id in (
                                select distinct on (p.webhook) p.id from webhook_delivery p
                                where p.delivered_at is null and p.given_up_at is null order by p.webhook, p.sequence)
                                and d.due_at <= :now and (d.sending_until is null or d.sending_until <= :now)
                            order by d.due_at limit :most for update skip locked)
                        update webhook_delivery d set sending_until = :until, tries = d.tries + 1
                        from next, webhook w
                        where d.id = next.id and w.id = d.webhook
                        returning d.id, d.event, d.learner, d.attempt, d.made_at, d.tries, w.address, w.secret, w.class""")
                        .bind("now", now)
                        .bind("until", until)
                        .bind("most", most)
                        .map((row, _) -> due(row))
                        .list());
    }

    private static Due due(ResultSet row) throws SQLException {
        long attempt = row.getLong("attempt");
        Long tried = row.wasNull() ? null : attempt;
        return new Due(
                row.getObject("id", UUID.class),
                row.getString("event"),
                row.getObject("class", UUID.class),
                row.getObject("learner", UUID.class),
                tried,
                row.getTimestamp("made_at").toInstant(),
                row.getInt("tries"),
                URI.create(row.getString("address")),
                new WebhookSecret(row.getBytes("secret")));
    }

    /** The receiver has answered with a status from 200 to 299. */
    public void delivered(Due due, int status) {
        Timestamp now = Timestamp.from(clock.instant());
        database.jdbi().useTransaction(handle -> {
            handle.execute("""
                            update webhook_delivery set delivered_at = ?, status = ?, problem = '', sending_until = null
                            where id = ?""", now, status, due.id());
            handle.execute(
                    "update webhook set failures = 0 where id = (select webhook from webhook_delivery where id = ?)",
                    due.id());
        });
    }

    /**
     * A try has failed: it is repeated later, or given up.
     *
     * @param status what was answered; {@code null} if nothing was
     * @param problem for the instructor; cut after 300 characters
     */
    public void failed(Due due, @Nullable Integer status, String problem) {
        Optional<Duration> pause =
                due.tries() <= PAUSES.size() ? Optional.of(PAUSES.get(due.tries() - 1)) : Optional.empty();
        Instant now = clock.instant();
        database.jdbi().useTransaction(handle -> {
            handle.createUpdate("""
                            update webhook_delivery set status = :status, problem = left(:problem, 300), sending_until = null,
                                due_at = coalesce(:dueAt, due_at), given_up_at = :givenUpAt
                            where id = :id""")
                    .bind("status", status)
                    .bind("problem", problem)
                    .bind("dueAt", pause.map(p -> Timestamp.from(now.plus(p))).orElse(null))
                    .bind("givenUpAt", pause.isPresent() ? null : Timestamp.from(now))
                    .bind("id", due.id())
                    .execute();
            if (pause.isEmpty()) {
                handle.createUpdate("""
                                update webhook set failures = failures + 1,
                                    disabled_at = case when failures + 1 >= :most then coalesce(disabled_at, :now) else disabled_at end
                                where id = (select webhook from webhook_delivery where id = :id)""")
                        .bind("most", MOST_FAILURES)
                        .bind("now", Timestamp.from(now))
                        .bind("id", due.id())
                        .execute();
            }
        });
    }

    /** What the message was to tell of is there no more: it is not sent. */
    public void forget(Due due) {
        database.jdbi().useHandle(handle -> handle.execute("delete from webhook_delivery where id = ?", due.id()));
    }

    /**
     * Forgets the oldest of more than {@value #MOST_KEPT} messages of a webhook that are over, whatever their age.
     *
     * @return how many
     */
    public int keepNewest() {
        return database.jdbi()
                .withHandle(handle ->
                        handle.createUpdate("""
                        delete from webhook_delivery where (delivered_at is not null or given_up_at is not null)
                            and id in (select id from (
                                select id, row_number() over (partition by webhook order by sequence desc) as n
                                from webhook_delivery) numbered where n > :most)""").bind("most", MOST_KEPT).execute());
    }

    /**
     * A message that is due.
     *
     * @param event the word of a {@link WebhookEvent}, or {@link WebhookEvent#PING}
     * @param learner whom it is about; {@code null} for a ping
     * @param attempt which attempt it is about; {@code null} if it is about none
     * @param tries how often it has been sent, with this time
     */
    public record Due(
            UUID id,
            String event,
            UUID taughtClass,
            @Nullable UUID learner,
            @Nullable Long attempt,
            Instant madeAt,
            int tries,
            URI address,
            WebhookSecret secret) {}
}
