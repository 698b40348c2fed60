package dev.packetwalk.progress;

import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Classes and their learners as bare rows, for tests to which nothing else about them matters. */
public final class TestClasses {
    private TestClasses() {}

    /** A class of a lesson that is always on. */
    public static UUID make(Jdbi jdbi, String lesson) {
        UUID id = UUID.randomUUID();
        String code = id.toString().toUpperCase(java.util.Locale.ROOT).substring(0, 23);
        jdbi.useHandle(sql -> sql.execute(
                "insert into class (id, code, name, lesson) values (?, ?, 'A class', ?)", id, code, lesson));
        return id;
    }

    /** A learner in a class. */
    public static UUID enrol(Jdbi jdbi, UUID classId) {
        UUID learner = UUID.randomUUID();
        jdbi.useHandle(sql -> {
            sql.execute("insert into learner (id, name) values (?, 'A learner')", learner);
            sql.execute("insert into enrolment (class, learner) values (?, ?)", classId, learner);
        });
        return learner;
    }
}
