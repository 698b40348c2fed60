package dev.packetwalk.progress;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** Learners. */
@Singleton
public final class Learners {
    private final Database database;

    public Learners(Database database) {
        this.database = database;
    }

    /** Makes a learner, signs them in and gives them their resume link, all or nothing. */
    public Joined join(LearnerName name) {
        return database.jdbi().inTransaction(handle -> join(handle, name));
    }

    /** Like {@link #join(LearnerName)}, in a transaction that the caller has begun. */
    public static Joined join(Handle handle, LearnerName name) {
        return signIn(handle, AccountRows.learner(handle, name));
    }

    /**
     * Like {@link #join(Handle, LearnerName)}, for whom an id was drawn beforehand.
     *
     * @param id nobody's yet
     */
    public static Joined join(Handle handle, LearnerName name, UUID id) {
        return signIn(handle, AccountRows.learner(handle, id, name));
    }

    private static Joined signIn(Handle handle, UUID id) {
        return new Joined(id, Sessions.open(handle, id), ResumeLinks.renew(handle, id));
    }

    /** The learner with an id. */
    public Optional<Learner> find(UUID id) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select l.id, l.name, l.created_at as joined_at,
                               (select c.name from enrolment e join class c on c.id = e.class where e.learner = l.id
                                order by e.enrolled_at desc, c.id limit 1) as class_name
                        from learner l where l.id = :id""")
                        .bind("id", id)
                        .map(ConstructorMapper.of(Learner.class))
                        .findOne());
    }

    /**
     * Somebody who has just joined, and is signed in.
     *
     * @param session what this browser's cookie carries
     * @param resumeLink what other devices sign in with; shown now and kept nowhere
     */
    public record Joined(UUID learner, Token session, Token resumeLink) {}
}
