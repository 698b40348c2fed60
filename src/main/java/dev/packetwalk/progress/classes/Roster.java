package dev.packetwalk.progress.classes;

import dev.packetwalk.progress.AuditAction;
import dev.packetwalk.progress.AuditLog;
import dev.packetwalk.progress.Database;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Who is expected in a class. Each is found through an instructor who teaches it. How those on it come in is {@link RosterDoor}; their
 * links are made by {@link RosterLinks}.
 */
@Singleton
public final class Roster {
    static final String SELECT = """
            select r.id, r.name, r.reference, r.login, r.token_hash is not null as has_link, r.learner,
                   exists (select 1 from enrolment e where e.class = r.class and e.learner = r.learner) as joined
            from roster_entry r join class c on c.id = r.class
            """;

    /** How long a file is kept that is looked at and not applied. */
    private static final String DRAFT_LASTS = "interval '1 day'";

    private final Database database;

    public Roster(Database database) {
        this.database = database;
    }

    /** Everybody on the roster of one of an instructor's classes, in the order in which they came. */
    public List<RosterEntry> of(UUID instructor, UUID taught) {
        return database.jdbi().withHandle(handle -> of(handle, instructor, taught));
    }

    private static List<RosterEntry> of(Handle handle, UUID instructor, UUID taught) {
        return handle.createQuery(SELECT + "where c.id = :class and " + ClassRows.TAUGHT + " order by r.position, r.id")
                .bind("class", taught)
                .bind("instructor", instructor)
                .map((row, _) -> entry(row))
                .list();
    }

    /** One of them. */
    public Optional<RosterEntry> find(UUID instructor, UUID taught, UUID entry) {
        return database.jdbi().withHandle(handle -> find(handle, instructor, taught, entry));
    }

    static Optional<RosterEntry> find(Handle handle, UUID instructor, UUID taught, UUID entry) {
        return handle.createQuery(SELECT + "where r.id = :entry and c.id = :class and " + ClassRows.TAUGHT)
                .bind("entry", entry)
                .bind("class", taught)
                .bind("instructor", instructor)
                .map((row, _) -> entry(row))
                .findOne();
    }

    /** What a file would do to the roster as it is now. */
    public RosterChange compare(UUID instructor, UUID taught, RosterFile.Reading.Rows file) {
        return RosterChange.between(of(instructor, taught), file);
    }

    /**
     * Adds and changes what a file says, all or nothing.
     *
     * @return what was done; empty if the instructor teaches no such class
     */
    public Optional<RosterChange> apply(UUID instructor, UUID taught, RosterFile.Reading.Rows file) {
        return database.jdbi().inTransaction(handle -> {
            Optional<TaughtClass> found = ClassRows.find(handle, instructor, taught);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            // Two who import at once take turns.
            handle.execute("select 1 from class where id = ? for update", taught);
            RosterChange change = RosterChange.between(of(handle, instructor, taught), file);
            insert(handle, taught, change.added());
            update(handle, change.changed());
            forgetDraft(handle, instructor, taught);
            AuditLog.note(
                    handle,
                    instructor,
                    AuditAction.ROSTER_IMPORTED,
                    Classes.subject(found.get().plan()),
                    "%d added, %d changed, %d kept, %d refused"
                            .formatted(
                                    change.added().size(),
                                    change.changed().size(),
                                    change.kept(),
                                    change.bad().size()));
            return Optional.of(change);
        });
    }

    private static void insert(Handle handle, UUID taught, List<RosterRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                insert into roster_entry (class, position, name, reference, login)
                values (:class, (select coalesce(max(position), 0) + 1 from roster_entry where class = :class), :name, :reference,
                        :login)""");
        for (RosterRow row : rows) {
            batch.bind("class", taught)
                    .bind("name", row.name().value())
                    .bind("reference", row.reference())
                    .bind("login", row.login())
                    .add();
        }
        batch.execute();
    }

    private static void update(Handle handle, List<RosterChange.Changed> changes) {
        if (changes.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch(
                "update roster_entry set name = :name, reference = :reference, login = :login where id = :id");
        for (RosterChange.Changed change : changes) {
            batch.bind("id", change.before().id())
                    .bind("name", change.after().name().value())
                    .bind("reference", change.after().reference())
                    .bind("login", change.after().login())
                    .add();
        }
        batch.execute();
    }

    /**
     * Takes somebody off the roster; their personal link is good no more. Who has joined stays in the class.
     *
     * @return whether they were on it
     */
    public boolean remove(UUID instructor, UUID taught, UUID entry) {
        return database.jdbi().inTransaction(handle -> {
            Optional<RosterEntry> found = find(handle, instructor, taught, entry);
            found.ifPresent(gone -> {
                handle.execute("delete from roster_entry where id = ?", entry);
                AuditLog.note(
                        handle,
                        instructor,
                        AuditAction.ROSTER_ENTRY_REMOVED,
                        gone.name(),
                        Classes.subject(ClassRows.find(handle, instructor, taught)
                                .orElseThrow()
                                .plan()));
            });
            return found.isPresent();
        });
    }

    /**
     * Keeps a file until its instructor has looked at what it would do: for a day at most.
     *
     * @param text at most {@link RosterFile#LONGEST} characters
     * @return whether the instructor teaches this class
     */
    public boolean keepDraft(UUID instructor, UUID taught, String text) {
        return database.jdbi().inTransaction(handle -> {
            handle.execute("delete from roster_draft where made_at < now() - " + DRAFT_LASTS);
            if (ClassRows.find(handle, instructor, taught).isEmpty()) {
                return false;
            }
            handle.createUpdate("""
                            insert into roster_draft (class, instructor, text) values (:class, :instructor, :text)
                            on conflict (class, instructor) do update set text = excluded.text, made_at = now()""")
                    .bind("class", taught)
                    .bind("instructor", instructor)
                    .bind("text", text)
                    .execute();
            return true;
        });
    }

    /** The file that an instructor looks at. */
    public Optional<String> draft(UUID instructor, UUID taught) {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery("select d.text from roster_draft d join class c on c.id = d.class "
                                        + "where d.class = :class and d.instructor = :instructor and d.made_at >= now() - "
                                        + DRAFT_LASTS + " and " + ClassRows.TAUGHT)
                                .bind("class", taught)
                                .bind("instructor", instructor)
                                .mapTo(String.class)
                                .findOne());
    }

    /** Forgets it. */
    public void forgetDraft(UUID instructor, UUID taught) {
        database.jdbi().useHandle(handle -> forgetDraft(handle, instructor, taught));
    }

    private static void forgetDraft(Handle handle, UUID instructor, UUID taught) {
        handle.execute("delete from roster_draft where class = ? and instructor = ?", taught, instructor);
    }

    static RosterEntry entry(ResultSet row) throws SQLException {
        return new RosterEntry(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("reference"),
                row.getString("login"),
                row.getBoolean("has_link"),
                row.getObject("learner", UUID.class),
                row.getBoolean("joined"));
    }
}
