package dev.packetwalk.progress.privacy;

import dev.packetwalk.progress.AuditAction;
import dev.packetwalk.progress.AuditLog;
import dev.packetwalk.progress.Database;
import dev.packetwalk.progress.Role;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** People who leave: all that is kept about them goes, at once and for good. */
@Singleton
public final class Departures {
    private final Database database;

    public Departures(Database database) {
        this.database = database;
    }

    /** What keeps somebody from leaving just now. */
    public Optional<Obstacle> obstacle(UUID learner) {
        return database.jdbi().withHandle(handle -> obstacle(handle, learner));
    }

    /**
     * Deletes a learner with everything that is theirs. Whatever is being written about them at this moment is written before, and
     * goes with the rest, or comes too late. Deleting who is gone already is not an error. Their sandboxes are the caller's to
     * release, afterwards.
     *
     * @return what kept it from being done; empty if they are gone
     */
    public Optional<Obstacle> leave(UUID learner) {
        return database.jdbi().inTransaction(handle -> {
            // One at a time: two administrators who leave at once would leave none.
            handle.createQuery("select learner from account where role = 'administrator' order by learner for update")
                    .mapTo(UUID.class)
                    .list();
            handle.createQuery("select id from learner where id = :id for update")
                    .bind("id", learner)
                    .mapTo(UUID.class)
                    .list();
            Optional<Obstacle> obstacle = obstacle(handle, learner);
            if (obstacle.isEmpty()) {
                note(handle, learner);
                forget(handle, learner);
            }
            return obstacle;
        });
    }

    private static Optional<Obstacle> obstacle(Handle handle, UUID learner) {
        boolean onlyAdministrator =
                handle.createQuery("""
                        select exists (select 1 from account where learner = :id and role = 'administrator'
                                and deactivated_at is null)
                            and not exists (select 1 from account where learner <> :id and role = 'administrator'
                                and deactivated_at is null)""").bind("id", learner).mapTo(Boolean.class).one();
        if (onlyAdministrator) {
            return Optional.of(new Obstacle.OnlyAdministrator());
        }
        List<String> alone =
                handle.createQuery("""
                        select c.name from class c join class_instructor i on i.class = c.id
                        where i.instructor = :id and c.closed_at is null and (c.ends_at is null or c.ends_at > now())
                            and not exists (select 1 from class_instructor o where o.class = c.id and o.instructor <> :id)
                        order by c.name limit 20""").bind("id", learner).mapTo(String.class).list();
        return alone.isEmpty() ? Optional.empty() : Optional.of(new Obstacle.OnlyInstructor(alone));
    }

    /** That somebody in charge has gone is for the others to know. */
    private static void note(Handle handle, UUID learner) {
        handle.createQuery("""
                        select coalesce(a.login, l.name) from account a join learner l on l.id = a.learner
                        where a.learner = :id and a.role <> :learner""")
                .bind("id", learner)
                .bind("learner", Role.LEARNER.word())
                .mapTo(String.class)
                .findOne()
                .ifPresent(label -> AuditLog.note(handle, learner, AuditAction.OWN_DATA_DELETED, label, ""));
    }

    /** Attempts first, and with them their journals: whoever writes about them takes locks in this order, too. */
    private static void forget(Handle handle, UUID learner) {
        for (String statement : List.of(
                "delete from sandbox_queue where learner = :id",
                "delete from attempt where learner = :id",
                "delete from learner where id = :id")) {
            handle.createUpdate(statement).bind("id", learner).execute();
        }
    }

    /** Why somebody cannot leave just now. */
    public sealed interface Obstacle {
        /** Nobody else could let people in, or make an administrator. */
        record OnlyAdministrator() implements Obstacle {}

        /**
         * Nobody else teaches a class that goes on.
         *
         * @param classes the names of such classes, twenty at most: hostile text
         */
        record OnlyInstructor(List<String> classes) implements Obstacle {}
    }
}
