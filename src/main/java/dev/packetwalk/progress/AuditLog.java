package dev.packetwalk.progress;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/**
 * What instructors and administrators did. Only ever added to: the database itself refuses to change an entry, or to delete one
 * younger than {@link #KEPT}. What is done to accounts and classes in this room is noted in the same transaction.
 */
@Singleton
public final class AuditLog {
    /** How long an entry is kept. */
    public static final Duration KEPT = Duration.ofDays(731);

    private final Database database;

    public AuditLog(Database database) {
        this.database = database;
    }

    /**
     * Notes what somebody did.
     *
     * @param actor who did it
     * @param subject to whom or what; cut after 300 characters
     * @param detail more about it; cut after 1000 characters
     */
    public void note(UUID actor, AuditAction action, String subject, String detail) {
        database.jdbi().useHandle(handle -> note(handle, actor, action, subject, detail));
    }

    /** Like {@link #note(UUID, AuditAction, String, String)}, in a transaction that the caller has begun; the server itself acts as {@code null}. */
    public static void note(Handle handle, @Nullable UUID actor, AuditAction action, String subject, String detail) {
        handle.createUpdate("""
                        insert into audit_entry (actor, actor_name, action, subject, detail)
                        values (cast(:actor as uuid), coalesce((select name from learner where id = cast(:actor as uuid)), ''), :action,
                                left(:subject, 300), left(:detail, 1000))""")
                .bind("actor", actor)
                .bind("action", action.word())
                .bind("subject", subject)
                .bind("detail", detail)
                .execute();
    }

    /** The newest entries that a filter lets through, newest first. */
    public List<AuditEntry> read(Filter filter, int most) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select id, at, actor_name as actor, action, subject, detail from audit_entry
                        where (cast(:before as bigint) is null or id < cast(:before as bigint))
                          and (:action = '' or action = :action)
                          and (cast(:from as timestamptz) is null or at >= cast(:from as timestamptz))
                          and (cast(:until as timestamptz) is null or at < cast(:until as timestamptz))
                          and (:text = '' or position(lower(:text) in lower(actor_name)) > 0
                               or position(lower(:text) in lower(subject)) > 0)
                        order by id desc limit :most""")
                        .bind("before", filter.before())
                        .bind("action", filter.action())
                        .bind("from", filter.from())
                        .bind("until", filter.until())
                        .bind("text", filter.text())
                        .bind("most", most)
                        .map(ConstructorMapper.of(AuditEntry.class))
                        .list());
    }

    /**
     * Which entries are asked for.
     *
     * @param text a part of the actor's name or of the subject, in any case; empty for all
     * @param action the word of an action; empty for all
     * @param from the earliest time; {@code null} for the beginning
     * @param until what comes before this time; {@code null} for now
     * @param before only entries before the one with this id; {@code null} for the newest
     */
    public record Filter(
            String text,
            String action,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable Long before) {
        /** Everything. */
        public static final Filter ALL = new Filter("", "", null, null, null);
    }
}
