package dev.packetwalk.progress.classes;

import dev.packetwalk.progress.AuditAction;
import dev.packetwalk.progress.AuditLog;
import dev.packetwalk.progress.Database;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * The classes of instructors. Each is found through one who teaches it: another's is as if it were not there. What is done here is in
 * the audit log.
 */
@Singleton
public final class Classes {
    private final Database database;

    public Classes(Database database) {
        this.database = database;
    }

    /** Makes a class, taught by whoever makes it. */
    public Making make(UUID instructor, ClassPlan plan) {
        return database.jdbi().inTransaction(handle -> {
            Optional<UUID> id = ClassRows.bind(handle.createUpdate("""
                                    insert into class (code, name, lesson, starts_at, ends_at, capacity, idle_minutes, hard_minutes,
                                                       reserved, roster_only)
                                    values (:code, :name, :lesson, :startsAt, :endsAt, :capacity, :idleMinutes, :hardMinutes,
                                            :reserved, :rosterOnly)
                                    on conflict (code) do nothing"""), plan)
                    .executeAndReturnGeneratedKeys("id")
                    .mapTo(UUID.class)
                    .findOne();
            if (id.isEmpty()) {
                return new Making.CodeTaken();
            }
            handle.createUpdate("insert into class_instructor (class, instructor) values (:class, :instructor)")
                    .bind("class", id.get())
                    .bind("instructor", instructor)
                    .execute();
            AuditLog.note(handle, instructor, AuditAction.CLASS_MADE, subject(plan), "");
            return new Making.Made(ClassRows.find(handle, instructor, id.get()).orElseThrow());
        });
    }

    /** Changes what was decided about a class. */
    public Changing change(UUID instructor, UUID id, ClassPlan plan) {
        return database.jdbi().inTransaction(handle -> {
            Optional<TaughtClass> before = ClassRows.find(handle, instructor, id);
            if (before.isEmpty()) {
                return new Changing.NoSuchClass();
            }
            // Held until the transaction ends, so that the code cannot be taken between the look and the change.
            handle.execute(
                    "select pg_advisory_xact_lock(hashtextextended(?, 9))",
                    plan.code().value());
            if (codeIsAnothers(handle, id, plan.code())) {
                return new Changing.CodeTaken();
            }
            ClassRows.bind(handle.createUpdate("""
                            update class set code = :code, name = :name, lesson = :lesson, starts_at = :startsAt, ends_at = :endsAt,
                                capacity = :capacity, idle_minutes = :idleMinutes, hard_minutes = :hardMinutes,
                                reserved = :reserved, roster_only = :rosterOnly
                            where id = :id"""), plan).bind("id", id).execute();
            AuditLog.note(handle, instructor, AuditAction.CLASS_CHANGED, subject(plan), "");
            return new Changing.Changed(ClassRows.find(handle, instructor, id).orElseThrow());
        });
    }

    private static boolean codeIsAnothers(Handle handle, UUID id, ClassCode code) {
        return handle.createQuery("select exists (select 1 from class where code = :code and id <> :id)")
                .bind("code", code.value())
                .bind("id", id)
                .mapTo(Boolean.class)
                .one();
    }

    /**
     * Lets nobody join any more; what is there stays.
     *
     * @return whether there was such a class, and it was not closed
     */
    public boolean close(UUID instructor, UUID id) {
        return stamp(instructor, id, "closed_at = now()", "closed_at is null", AuditAction.CLASS_CLOSED);
    }

    /**
     * Lets people join again.
     *
     * @return whether there was such a class, and it was closed
     */
    public boolean reopen(UUID instructor, UUID id) {
        return stamp(instructor, id, "closed_at = null", "closed_at is not null", AuditAction.CLASS_REOPENED);
    }

    private boolean stamp(UUID instructor, UUID id, String change, String where, AuditAction action) {
        return database.jdbi().inTransaction(handle -> {
            Optional<TaughtClass> found = ClassRows.find(handle, instructor, id);
            if (found.isEmpty()
                    || handle.execute("update class set " + change + " where id = ? and " + where, id) == 0) {
                return false;
            }
            AuditLog.note(handle, instructor, action, subject(found.get().plan()), "");
            return true;
        });
    }

    /**
     * Deletes a class with its roster and everything that was agreed to in it. Its learners stay, and keep their work.
     *
     * @return whether there was such a class
     */
    public boolean delete(UUID instructor, UUID id) {
        return database.jdbi().inTransaction(handle -> {
            Optional<TaughtClass> found = ClassRows.find(handle, instructor, id);
            found.ifPresent(taught -> {
                handle.execute("delete from class where id = ?", id);
                AuditLog.note(handle, instructor, AuditAction.CLASS_DELETED, subject(taught.plan()), "");
            });
            return found.isPresent();
        });
    }

    /** One of the instructor's classes. */
    public Optional<TaughtClass> find(UUID instructor, UUID id) {
        return database.jdbi().withHandle(handle -> ClassRows.find(handle, instructor, id));
    }

    /**
     * The class that has this code, whoever teaches it: what somebody who wants to join is shown. Where none has, the only one whose
     * code differs by nothing but hyphens.
     */
    public Optional<TaughtClass> byCode(ClassCode code) {
        return database.jdbi().withHandle(handle -> {
            List<TaughtClass> exact = byCode(handle, "c.code = :code", code);
            List<TaughtClass> alike = exact.isEmpty()
                    ? byCode(handle, "replace(c.code, '-', '') = replace(:code, '-', '')", code)
                    : exact;
            return alike.size() == 1 ? Optional.of(alike.getFirst()) : Optional.empty();
        });
    }

    private static List<TaughtClass> byCode(Handle handle, String which, ClassCode code) {
        return handle.createQuery("select " + ClassRows.COLUMNS + " from class c where " + which + " limit 2")
                .bind("code", code.value())
                .map((row, _) -> ClassRows.read(row))
                .list();
    }

    /** The instructor's classes, the newest first, with how many have joined each. */
    public List<Listed> of(UUID instructor) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select " + ClassRows.COLUMNS + """
                        , (select count(*) from enrolment e where e.class = c.id) as enrolled
                        from class c where\s""" + ClassRows.TAUGHT
                                + " order by c.created_at desc, c.id")
                        .bind("instructor", instructor)
                        .map((row, _) -> new Listed(ClassRows.read(row), row.getInt("enrolled")))
                        .list());
    }

    /** How the audit log names a class. */
    static String subject(ClassPlan plan) {
        return plan.name() + " (" + plan.code() + ")";
    }

    /**
     * A class in a list.
     *
     * @param enrolled how many learners have joined
     */
    public record Listed(TaughtClass taught, int enrolled) {}

    /** What came of wanting to make a class. */
    public sealed interface Making {
        /** It is there now. */
        record Made(TaughtClass taught) implements Making {}

        /** Another class has this code. */
        record CodeTaken() implements Making {}
    }

    /** What came of wanting to change a class. */
    public sealed interface Changing {
        /** As it is now. */
        record Changed(TaughtClass taught) implements Changing {}

        /** Another class has this code; nothing was changed. */
        record CodeTaken() implements Changing {}

        /** The instructor teaches no such class. */
        record NoSuchClass() implements Changing {}
    }
}
