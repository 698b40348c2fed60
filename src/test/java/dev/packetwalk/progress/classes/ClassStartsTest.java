package dev.packetwalk.progress.classes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.progress.Database;
import dev.packetwalk.progress.TestClasses;
import dev.packetwalk.progress.TestDatabase;
import dev.packetwalk.progress.classes.ClassStarts.Starting;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which classes want sandboxes to be ready, on a real PostgreSQL. */
class ClassStartsTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    private final ClassStarts starts = new ClassStarts(new Database(DATABASE.dataSource()));

    @Test
    void classes_that_begin_then_and_have_something_reserved_the_earliest_first() {
        UUID second = starting(NOON.plusSeconds(60), 5);
        UUID first = starting(NOON, 7);
        starting(NOON, 0);
        starting(NOON.plus(Duration.ofHours(2)), 5);
        UUID closed = starting(NOON, 5);
        DATABASE.jdbi().useHandle(sql -> sql.execute("update class set closed_at = now() where id = ?", closed));
        TestClasses.make(DATABASE.jdbi(), "lesson");
        UUID learner = TestClasses.enrol(DATABASE.jdbi(), first);

        assertThat(starts.between(NOON.minusSeconds(600), NOON.plusSeconds(600)))
                .extracting(Starting::id, Starting::reserved)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(first, 7), org.assertj.core.groups.Tuple.tuple(second, 5));
        assertThat(starts.between(NOON, NOON).getFirst().members()).containsOnlyKeys(learner);
    }

    private static UUID starting(Instant startsAt, int reserved) {
        UUID id = TestClasses.make(DATABASE.jdbi(), "lesson");
        DATABASE.jdbi()
                .useHandle(sql -> sql.execute(
                        "update class set starts_at = ?, reserved = ? where id = ?",
                        Timestamp.from(startsAt),
                        reserved,
                        id));
        return id;
    }
}
