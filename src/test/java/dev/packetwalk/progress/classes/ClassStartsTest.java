package dev.packetwalk.progress.classes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.packetwalk.progress.Database;
import dev.packetwalk.progress.LearnerName;
import dev.packetwalk.progress.TestClasses;
import dev.packetwalk.progress.TestDatabase;
import dev.packetwalk.progress.classes.ClassStarts.Starting;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

/** Which classes want sandboxes to be ready, on a real PostgreSQL. */
class ClassStartsTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    private final ClassStarts starts = new ClassStarts(new Database(DATABASE.dataSource()));

    @BeforeEach
    void noOtherClasses() {
        DATABASE.jdbi().useHandle(sql -> sql.execute("delete from class"));
    }

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

    @Test
    void seats_are_drawn_for_whom_nobody_has_come_and_taken_in_their_order() {
        UUID taught = starting(NOON, 3);
        UUID before = TestClasses.enrol(DATABASE.jdbi(), taught);
        draw();
        List<UUID> seats = seats();
        assertThat(seats).hasSize(2);
        draw();
        assertThat(seats()).as("drawn once").isEqualTo(seats);

        UUID joined = join(taught);
        assertThat(joined).isEqualTo(seats.getFirst());
        draw();
        assertThat(seats()).containsExactly(seats.getLast());
        assertThat(seated()).containsEntry(joined, true);
        assertThat(seated()).containsEntry(before, false);

        join(taught);
        UUID unforeseen = join(taught);
        draw();
        assertThat(seats()).isEmpty();
        assertThat(seated()).containsEntry(unforeseen, false);
    }

    @Test
    void seats_of_a_class_that_does_not_begin_now_are_given_up() {
        UUID taught = starting(NOON, 2);
        draw();
        List<UUID> seats = seats();
        starts.drawSeats(NOON.plusSeconds(1), NOON.plusSeconds(600));
        assertThat(seats()).isEmpty();
        assertThat(seats).doesNotContain(join(taught));
    }

    @Test
    void nothing_is_written_where_all_seats_are_drawn_and_none_is_to_be_given_up() {
        ClassStarts onlyLooks = new ClassStarts(new Database(readOnly()));
        starting(NOON.plus(Duration.ofHours(2)), 5);
        onlyLooks.drawSeats(NOON, NOON);
        UUID taught = starting(NOON, 2);
        assertThatThrownBy(() -> onlyLooks.drawSeats(NOON, NOON)).hasMessageContaining("read-only");
        starts.drawSeats(NOON, NOON);
        onlyLooks.drawSeats(NOON, NOON);
        join(taught);
        onlyLooks.drawSeats(NOON, NOON);
        assertThatThrownBy(() -> onlyLooks.drawSeats(NOON.plusSeconds(1), NOON.plusSeconds(1)))
                .hasMessageContaining("read-only");
    }

    @Test
    void two_servers_at_the_same_time_draw_no_seat_twice() throws Exception {
        starting(NOON, 3);
        try (Handle first = DATABASE.jdbi().open().begin();
                var second = Executors.newVirtualThreadPerTaskExecutor()) {
            Seats.draw(first, NOON, NOON);
            Future<?> drawn = second.submit(() -> starts.drawSeats(NOON, NOON));
            await().until(() -> drawn.isDone() || isSomebodyWaiting());
            first.commit();
            drawn.get(10, TimeUnit.SECONDS);
        }
        assertThat(seats()).hasSize(3);
    }

    private static boolean isSomebodyWaiting() {
        return DATABASE.jdbi()
                .withHandle(sql -> sql.createQuery("select exists (select from pg_stat_activity"
                                + " where datname = current_database() and wait_event_type = 'Lock')")
                        .mapTo(boolean.class)
                        .one());
    }

    private static DataSource readOnly() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(DATABASE.jdbcUrl());
        source.setOptions("-c default_transaction_read_only=on");
        return source;
    }

    private void draw() {
        starts.drawSeats(NOON.minusSeconds(600), NOON.plusSeconds(600));
    }

    private Starting only() {
        List<Starting> all = starts.between(NOON, NOON);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private Map<UUID, Boolean> seated() {
        return only().members().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, member -> member.getValue().seated()));
    }

    private List<UUID> seats() {
        return only().seats();
    }

    private static UUID join(UUID taught) {
        ClassCode code = new ClassCode(DATABASE.jdbi()
                .withHandle(sql -> sql.createQuery("select code from class where id = :id")
                        .bind("id", taught)
                        .mapTo(String.class)
                        .one()));
        Enrolments.Joining joining =
                new Enrolments(new Database(DATABASE.dataSource()), () -> NOON).join(new LearnerName("Somebody"), code);
        return ((Enrolments.Joining.AsStranger) joining).joined().learner();
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
