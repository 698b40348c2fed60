package dev.packetwalk.progress.webhooks;

import dev.packetwalk.progress.AuditAction;
import dev.packetwalk.progress.AuditLog;
import dev.packetwalk.progress.Database;
import dev.packetwalk.progress.classes.TaughtClass;
import jakarta.inject.Singleton;
import java.net.URI;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The webhooks of classes. Whoever calls has found the class through an instructor of it. What is done here is in the audit log. */
@Singleton
public final class Webhooks {
    /** The most that a class has. */
    public static final int MOST = 10;

    private static final String COLUMNS = "w.id, w.class, w.address, w.events, w.made_at, w.disabled_at, w.failures";

    private final Database database;

    public Webhooks(Database database) {
        this.database = database;
    }

    /**
     * Makes a webhook.
     *
     * @param address absolute, {@code http} or {@code https}; the caller has checked where it leads
     */
    public Making make(UUID instructor, TaughtClass taught, URI address, Set<WebhookEvent> events) {
        return database.jdbi().inTransaction(handle -> {
            handle.execute("select id from class where id = ? for update", taught.id());
            if (of(handle, taught).size() >= MOST) {
                return new Making.TooMany();
            }
            WebhookSecret secret = WebhookSecret.random();
            Webhook made = handle.createQuery("""
                            insert into webhook as w (class, address, secret, events, made_by)
                            values (:class, :address, :secret, :events, :by) returning\s""" + COLUMNS)
                    .bind("class", taught.id())
                    .bind("address", address.toString())
                    .bind("secret", secret.key())
                    .bindArray("events", String.class, words(events))
                    .bind("by", instructor)
                    .map((row, _) -> read(row))
                    .one();
            note(handle, instructor, AuditAction.WEBHOOK_MADE, taught, address);
            return new Making.Made(made, secret);
        });
    }

    /** A class's webhooks, the oldest first. */
    public List<Webhook> of(TaughtClass taught) {
        return database.jdbi().withHandle(handle -> of(handle, taught));
    }

    private static List<Webhook> of(Handle handle, TaughtClass taught) {
        return handle.createQuery(
                        "select " + COLUMNS + " from webhook w where w.class = :class order by w.made_at, w.id")
                .bind("class", taught.id())
                .map((row, _) -> read(row))
                .list();
    }

    /** One of a class's webhooks. */
    public Optional<Webhook> find(TaughtClass taught, UUID id) {
        return of(taught).stream().filter(webhook -> webhook.id().equals(id)).findFirst();
    }

    /**
     * Lets a webhook be told again, or no more. What is waiting to be sent to one that is told no more is forgotten.
     *
     * @return whether the class has it
     */
    public boolean enable(UUID instructor, TaughtClass taught, UUID id, boolean enabled) {
        return database.jdbi().inTransaction(handle -> {
            Optional<String> address = handle.createQuery("""
                            update webhook set disabled_at = case when :enabled then null else coalesce(disabled_at, now()) end,
                                failures = 0
                            where id = :id and class = :class returning address""")
                    .bind("enabled", enabled)
                    .bind("id", id)
                    .bind("class", taught.id())
                    .mapTo(String.class)
                    .findOne();
            if (!enabled) {
                handle.execute(
                        "delete from webhook_delivery where webhook = ? and delivered_at is null and given_up_at is null",
                        id);
            }
            address.ifPresent(to -> note(handle, instructor, AuditAction.WEBHOOK_CHANGED, taught, URI.create(to)));
            return address.isPresent();
        });
    }

    /**
     * Removes a webhook with all that was, and is to be, sent to it.
     *
     * @return whether the class had it
     */
    public boolean remove(UUID instructor, TaughtClass taught, UUID id) {
        return database.jdbi().inTransaction(handle -> {
            Optional<String> address = handle.createQuery(
                            "delete from webhook where id = :id and class = :class returning address")
                    .bind("id", id)
                    .bind("class", taught.id())
                    .mapTo(String.class)
                    .findOne();
            address.ifPresent(was -> note(handle, instructor, AuditAction.WEBHOOK_REMOVED, taught, URI.create(was)));
            return address.isPresent();
        });
    }

    /** What a webhook was told and is to be told, the newest first. */
    public List<WebhookDelivery> deliveries(TaughtClass taught, UUID id, int most) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select d.id, d.event, d.made_at, d.due_at, d.tries, d.status, d.problem, d.delivered_at, d.given_up_at
                        from webhook_delivery d join webhook w on w.id = d.webhook
                        where w.id = :id and w.class = :class order by d.sequence desc limit :most""")
                        .bind("id", id)
                        .bind("class", taught.id())
                        .bind("most", most)
                        .map((row, _) -> delivery(row))
                        .list());
    }

    /**
     * Writes down a message that says nothing but that it arrived; one at a time.
     *
     * @return whether the class has this webhook, and it is told
     */
    public boolean ping(TaughtClass taught, UUID id) {
        return database.jdbi()
                .withHandle(handle -> handle.createUpdate("""
                                insert into webhook_delivery (webhook, event)
                                select w.id, :ping from webhook w
                                where w.id = :id and w.class = :class and w.disabled_at is null and not exists (
                                    select 1 from webhook_delivery d where d.webhook = w.id and d.event = :ping
                                        and d.delivered_at is null and d.given_up_at is null)""")
                                .bind("ping", WebhookEvent.PING)
                                .bind("id", id)
                                .bind("class", taught.id())
                                .execute()
                        == 1);
    }

    /**
     * Sends once more what was delivered or given up.
     *
     * @return whether the class has it, and its webhook is told
     */
    public boolean again(TaughtClass taught, UUID delivery) {
        return database.jdbi()
                .withHandle(handle -> handle.createUpdate("""
                                update webhook_delivery d set delivered_at = null, given_up_at = null, tries = 1, due_at = now(),
                                    problem = '', status = null
                                from webhook w
                                where d.id = :id and w.id = d.webhook and w.class = :class and w.disabled_at is null
                                    and (d.delivered_at is not null or d.given_up_at is not null)""")
                                .bind("id", delivery)
                                .bind("class", taught.id())
                                .execute()
                        == 1);
    }

    private static void note(Handle handle, UUID by, AuditAction action, TaughtClass taught, URI address) {
        AuditLog.note(
                handle, by, action, taught.plan().name() + " (" + taught.plan().code() + ")", address.toString());
    }

    private static List<String> words(Set<WebhookEvent> events) {
        return events.stream().map(WebhookEvent::word).sorted().toList();
    }

    static Webhook read(ResultSet row) throws SQLException {
        Set<WebhookEvent> events = EnumSet.noneOf(WebhookEvent.class);
        Array words = row.getArray("events");
        Arrays.stream((String[]) words.getArray())
                .flatMap(word -> WebhookEvent.of(word).stream())
                .forEach(events::add);
        return new Webhook(
                row.getObject("id", UUID.class),
                row.getObject("class", UUID.class),
                URI.create(row.getString("address")),
                events,
                row.getTimestamp("made_at").toInstant(),
                instant(row.getTimestamp("disabled_at")),
                row.getInt("failures"));
    }

    private static WebhookDelivery delivery(ResultSet row) throws SQLException {
        int status = row.getInt("status");
        return new WebhookDelivery(
                row.getObject("id", UUID.class),
                row.getString("event"),
                row.getTimestamp("made_at").toInstant(),
                row.getTimestamp("due_at").toInstant(),
                row.getInt("tries"),
                status == 0 ? null : status,
                row.getString("problem"),
                instant(row.getTimestamp("delivered_at")),
                instant(row.getTimestamp("given_up_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    /** What came of wanting to make a webhook. */
    public sealed interface Making {
        /**
         * It is there now.
         *
         * @param secret shown this once
         */
        record Made(Webhook webhook, WebhookSecret secret) implements Making {}

        /** The class has {@link #MOST} already. */
        record TooMany() implements Making {}
    }
}
