package dev.packetwalk.progress;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which sections of which lessons learners have read, and where they are. Callers know which sections there are: what is kept is what
 * they say.
 */
@Singleton
public final class ReadSections {
    private final Database database;
    private final InstantSource clock;

    @Inject
    public ReadSections(Database database) {
        this(database, InstantSource.system());
    }

    ReadSections(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The sections of a lesson that the learner has seen to their end. */
    public Set<String> of(UUID learner, String lesson) {
        return database.jdbi()
                .withHandle(handle -> new HashSet<>(handle.createQuery(
                                "select section from section_read where learner = :learner and lesson = :lesson")
                        .bind("learner", learner)
                        .bind("lesson", lesson)
                        .mapTo(String.class)
                        .list()));
    }

    /** The learner has seen a section to its end; once is enough. */
    public void read(UUID learner, String lesson, String section) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("""
                                insert into section_read (learner, lesson, section, read_at)
                                values (:learner, :lesson, :section, :now) on conflict do nothing""")
                        .bind("learner", learner)
                        .bind("lesson", lesson)
                        .bind("section", section)
                        .bind("now", Timestamp.from(clock.instant()))
                        .execute());
    }

    /** The learner is at a section now. */
    public void moveTo(UUID learner, String lesson, String section) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("""
                                insert into reading_place (learner, lesson, section, seen_at)
                                values (:learner, :lesson, :section, :now)
                                on conflict (learner, lesson) do update set section = :section, seen_at = :now""")
                        .bind("learner", learner)
                        .bind("lesson", lesson)
                        .bind("section", section)
                        .bind("now", Timestamp.from(clock.instant()))
                        .execute());
    }

    /** Where the learner was last in a lesson. */
    public Optional<ReadingPlace> place(UUID learner, String lesson) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                                select lesson, section, seen_at from reading_place
                                where learner = :learner and lesson = :lesson""")
                        .bind("learner", learner)
                        .bind("lesson", lesson)
                        .map((row, _) -> place(row))
                        .findOne());
    }

    /** Where the learner was last, in whatever lesson. */
    public Optional<ReadingPlace> lastPlace(UUID learner) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                                select lesson, section, seen_at from reading_place
                                where learner = :learner order by seen_at desc limit 1""")
                        .bind("learner", learner)
                        .map((row, _) -> place(row))
                        .findOne());
    }

    private static ReadingPlace place(ResultSet row) throws SQLException {
        return new ReadingPlace(
                row.getString("lesson"),
                row.getString("section"),
                row.getTimestamp("seen_at").toInstant());
    }
}
