package dev.packetwalk.progress;

import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/** Learners and classes. */
@Singleton
public final class Learners {
    private final Database database;

    public Learners(Database database) {
        this.database = database;
    }

    /**
     * Makes a learner, signs them in and gives them their resume link, all or nothing.
     *
     * @param classCode as typed: case and surrounding space do not matter; {@code null} or blank for no class
     */
    public Joining join(LearnerName name, @Nullable String classCode) {
        String code = classCode == null ? "" : classCode.strip().toUpperCase(Locale.ROOT);
        return database.jdbi().inTransaction(handle -> {
            if (!code.isEmpty() && !classExists(handle, code)) {
                return new Joining.NoSuchClass(code);
            }
            UUID id = UUID.randomUUID();
            handle.createUpdate("insert into learner (id, name, class_code) values (:id, :name, nullif(:code, ''))")
                    .bind("id", id)
                    .bind("name", name.value())
                    .bind("code", code)
                    .execute();
            return new Joining.Joined(id, Sessions.open(handle, id), ResumeLinks.renew(handle, id));
        });
    }

    /** The learner with an id. */
    public Optional<Learner> find(UUID id) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select l.id, l.name, c.name as class_name, l.created_at as joined_at
                        from learner l left join class c on c.code = l.class_code
                        where l.id = :id""")
                        .bind("id", id)
                        .map(ConstructorMapper.of(Learner.class))
                        .findOne());
    }

    /**
     * Makes a class, or renames the one that has this code.
     *
     * @param code 3 to 32 characters of {@code A-Z0-9-}, what learners type to join it
     * @param name for people; 1 to 200 characters
     */
    public void openClass(String code, String name) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("""
                        insert into class (code, name) values (:code, :name)
                        on conflict (code) do update set name = excluded.name""")
                        .bind("code", code)
                        .bind("name", name)
                        .execute());
    }

    private static boolean classExists(Handle handle, String code) {
        return handle.createQuery("select exists (select 1 from class where code = :code)")
                .bind("code", code)
                .mapTo(Boolean.class)
                .one();
    }

    /** What came of wanting to join. */
    public sealed interface Joining {
        /**
         * Joined, and signed in.
         *
         * @param session what this browser's cookie carries
         * @param resumeLink what other devices sign in with; shown now and kept nowhere
         */
        record Joined(UUID learner, Token session, Token resumeLink) implements Joining {}

        /**
         * There is no such class.
         *
         * @param code what was typed, in capitals: hostile text
         */
        record NoSuchClass(String code) implements Joining {}
    }
}
