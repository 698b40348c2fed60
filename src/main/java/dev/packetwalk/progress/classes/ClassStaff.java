package dev.packetwalk.progress.classes;

import dev.packetwalk.progress.AuditAction;
import dev.packetwalk.progress.AuditLog;
import dev.packetwalk.progress.Database;
import dev.packetwalk.progress.Login;
import dev.packetwalk.progress.Role;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Who teaches a class. All of them may do the same with it; graders are among them for programs that use the API. A class keeps at
 * least one instructor who may sign in. What is done here is in the audit log.
 */
@Singleton
public final class ClassStaff {
    /** The most accounts that are offered to be chosen from. */
    public static final int MOST_OFFERED = 200;

    private static final String PERSON =
            "select a.learner, l.name, a.login, a.role, a.deactivated_at is null as active from account a "
                    + "join learner l on l.id = a.learner ";

    private static final String MAY_TEACH =
            "a.deactivated_at is null and a.role in ('instructor', 'grader', 'administrator')";

    private static final String RUNNERS = """
            select 1 from class_instructor i join account a on a.learner = i.instructor
            where a.deactivated_at is null and a.role in ('instructor', 'administrator')""";

    /** Whether the class {@code c} has somebody who may run it. */
    private static final String IS_RUN = "exists (" + RUNNERS + " and i.class = c.id)";

    private final Database database;

    public ClassStaff(Database database) {
        this.database = database;
    }

    /** Who teaches one of an instructor's classes, the one who came first first. */
    public List<Teacher> of(UUID instructor, UUID taught) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                PERSON + """
                        join class_instructor t on t.instructor = a.learner join class c on c.id = t.class
                        where c.id = :class and\s""" + ClassRows.TAUGHT + " order by t.added_at, a.learner")
                        .bind("class", taught)
                        .bind("instructor", instructor)
                        .map((row, _) -> teacher(row))
                        .list());
    }

    /** Who could teach it, too: at most {@link #MOST_OFFERED}, by name. */
    public List<Teacher> others(UUID instructor, UUID taught) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(PERSON + "where " + MAY_TEACH + """
                         and not exists (select 1 from class_instructor t where t.class = :class and t.instructor = a.learner)
                         and exists (select 1 from class c where c.id = :class and\s""" + ClassRows.TAUGHT + """
                        ) order by lower(l.name), a.learner limit :most""")
                        .bind("class", taught)
                        .bind("instructor", instructor)
                        .bind("most", MOST_OFFERED)
                        .map((row, _) -> teacher(row))
                        .list());
    }

    /** Has somebody teach a class, too, whom their login names. */
    public Adding add(UUID instructor, UUID taught, Login login) {
        return add(instructor, taught, "a.login = :key", login.value());
    }

    /** Has somebody teach a class, too. */
    public Adding add(UUID instructor, UUID taught, UUID person) {
        return add(instructor, taught, "a.learner = :key", person);
    }

    private Adding add(UUID instructor, UUID taught, String where, Object key) {
        return database.jdbi().inTransaction(handle -> {
            Optional<TaughtClass> found = ClassRows.find(handle, instructor, taught);
            if (found.isEmpty()) {
                return Adding.NO_SUCH_CLASS;
            }
            Optional<Teacher> person = handle.createQuery(PERSON + "where " + MAY_TEACH + " and " + where)
                    .bind("key", key)
                    .map((row, _) -> teacher(row))
                    .findOne();
            if (person.isEmpty()) {
                return Adding.NO_SUCH_PERSON;
            }
            if (!insert(handle, taught, person.get().id())) {
                return Adding.TEACHES_ALREADY;
            }
            note(handle, instructor, AuditAction.CO_INSTRUCTOR_ADDED, person.get(), found.get());
            return Adding.ADDED;
        });
    }

    private static boolean insert(Handle handle, UUID taught, UUID person) {
        return handle.execute(
                        "insert into class_instructor (class, instructor) values (?, ?) on conflict do nothing",
                        taught,
                        person)
                == 1;
    }

    /** Has somebody teach a class no more, oneself included: but not the last one who may run it. */
    public Removing remove(UUID instructor, UUID taught, UUID person) {
        return database.jdbi().inTransaction(handle -> {
            // Two who remove each other must not leave the class to nobody.
            handle.execute("select 1 from class where id = ? for update", taught);
            Optional<TaughtClass> found = ClassRows.find(handle, instructor, taught);
            Optional<Teacher> gone = found.flatMap(_ -> handle.createQuery(PERSON + """
                            join class_instructor t on t.instructor = a.learner
                            where t.class = :class and a.learner = :person""")
                    .bind("class", taught)
                    .bind("person", person)
                    .map((row, _) -> teacher(row))
                    .findOne());
            if (gone.isEmpty()) {
                return Removing.NO_SUCH_PERSON;
            }
            if (!isRunWithout(handle, taught, person)) {
                return Removing.LAST_ONE;
            }
            handle.execute("delete from class_instructor where class = ? and instructor = ?", taught, person);
            note(handle, instructor, AuditAction.CO_INSTRUCTOR_REMOVED, gone.get(), found.orElseThrow());
            return Removing.REMOVED;
        });
    }

    private static boolean isRunWithout(Handle handle, UUID taught, UUID person) {
        return handle.createQuery("select exists (" + RUNNERS + " and i.class = :class and i.instructor <> :person)")
                .bind("class", taught)
                .bind("person", person)
                .mapTo(Boolean.class)
                .one();
    }

    /** The classes that nobody may run any more, for an administrator; the newest first. */
    public List<TaughtClass> orphans() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select " + ClassRows.COLUMNS + " from class c where not "
                                + IS_RUN + " order by c.created_at desc, c.id limit :most")
                        .bind("most", MOST_OFFERED)
                        .map((row, _) -> ClassRows.read(row))
                        .list());
    }

    /**
     * Has an administrator teach a class that nobody may run any more.
     *
     * @return whether there was such a class
     */
    public boolean takeOver(UUID administrator, UUID taught) {
        return database.jdbi().inTransaction(handle -> {
            handle.execute("select 1 from class where id = ? for update", taught);
            Optional<TaughtClass> orphan = handle.createQuery(
                            "select " + ClassRows.COLUMNS
                                    + " from class c where c.id = :class and not " + IS_RUN
                                    + " and exists (select 1 from account a where a.learner = :who and a.role = 'administrator')")
                    .bind("class", taught)
                    .bind("who", administrator)
                    .map((row, _) -> ClassRows.read(row))
                    .findOne();
            orphan.ifPresent(found -> {
                insert(handle, taught, administrator);
                AuditLog.note(handle, administrator, AuditAction.CLASS_TAKEN_OVER, Classes.subject(found.plan()), "");
            });
            return orphan.isPresent();
        });
    }

    private static void note(Handle handle, UUID actor, AuditAction action, Teacher whom, TaughtClass taught) {
        AuditLog.note(handle, actor, action, whom.label(), Classes.subject(taught.plan()));
    }

    private static Teacher teacher(ResultSet row) throws SQLException {
        return new Teacher(
                row.getObject("learner", UUID.class),
                row.getString("name"),
                row.getString("login"),
                Role.of(row.getString("role")),
                row.getBoolean("active"));
    }

    /**
     * Somebody who teaches, or could.
     *
     * @param name as they wrote it: hostile text
     * @param login what they sign in with; {@code null} if only a provider of identities signs them in
     * @param active whether they may sign in
     */
    public record Teacher(UUID id, String name, @Nullable String login, Role role, boolean active) {
        /** How the audit log names them. */
        String label() {
            return login == null ? name : login;
        }
    }

    /** What came of wanting somebody to teach. */
    public enum Adding {
        ADDED,
        TEACHES_ALREADY,
        /** Nobody with that login or id may teach. */
        NO_SUCH_PERSON,
        NO_SUCH_CLASS
    }

    /** What came of wanting somebody to teach no more. */
    public enum Removing {
        REMOVED,
        /** Then nobody could run the class; nothing was changed. */
        LAST_ONE,
        NO_SUCH_PERSON
    }
}
