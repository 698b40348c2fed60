package dev.packetwalk.progress.classes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.packetwalk.progress.Database;
import dev.packetwalk.progress.LearnerName;
import dev.packetwalk.progress.TestClasses;
import dev.packetwalk.progress.TestDatabase;
import dev.packetwalk.progress.Token;
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
import org.jspecify.annotations.Nullable;
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
    void who_is_a_learner_already_has_the_place_of_the_last_seat_and_once() {
        UUID taught = starting(NOON, 3);
        draw();
        List<UUID> seats = seats();
        UUID known = learner();
        for (int again = 0; again < 2; again++) {
            assertThat(enrolments().join(known, code(taught))).isInstanceOf(Enrolments.Joining.AsLearner.class);
            draw();
            assertThat(seats()).isEqualTo(seats.subList(0, 2));
            assertThat(seated()).containsOnly(Map.entry(known, true));
        }
        assertThat(join(taught)).isEqualTo(seats.getFirst());
        UUID third = learner();
        UUID fourth = learner();
        enrolments().join(third, code(taught));
        enrolments().join(fourth, code(taught));
        draw();
        assertThat(seats()).isEmpty();
        assertThat(seated())
                .containsOnly(
                        Map.entry(known, true),
                        Map.entry(seats.getFirst(), true),
                        Map.entry(third, true),
                        Map.entry(fourth, false));
    }

    @Test
    void who_takes_the_place_of_a_personal_link_as_themselves_has_that_of_a_seat() {
        UUID taught = starting(NOON, 2);
        Token link = Token.random();
        expect(taught, "Grace", "", link.hash());
        draw();
        List<UUID> seats = seats();
        UUID known = learner();
        assertThat(door().follow(link, known)).isInstanceOf(RosterDoor.Following.AsBefore.class);
        draw();
        assertThat(seats()).containsExactly(seats.getFirst());
        assertThat(seated()).containsOnly(Map.entry(known, true));
    }

    @Test
    void whom_the_roster_expects_by_their_login_needs_no_seat_before_they_come_nor_after() {
        UUID taught = starting(NOON, 3);
        UUID invited = learner();
        UUID vouched = learner();
        UUID guest = learner();
        account(invited, "grace", true, null);
        account(vouched, null, false, "ada");
        account(guest, "alan", false, null);
        for (String login : List.of("grace", "ada", "alan", "nobody", "")) {
            expect(taught, "Somebody", login, null);
        }
        draw();
        List<UUID> seats = seats();
        assertThat(seats).hasSize(1);
        assertThat(only().expected()).containsExactlyInAnyOrder(invited, vouched);
        assertThat(door().enrol(invited)).isEqualTo(1);
        draw();
        assertThat(only().expected()).containsExactly(vouched);
        assertThat(seats()).isEqualTo(seats);
        assertThat(seated()).containsOnly(Map.entry(invited, true));
        enrolments().join(guest, code(taught));
        draw();
        assertThat(seats()).as("a login that a guest chose might be another's").isEmpty();
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
        Enrolments.Joining joining = enrolments().join(new LearnerName("Somebody"), code(taught));
        return ((Enrolments.Joining.AsStranger) joining).joined().learner();
    }

    private static ClassCode code(UUID taught) {
        return new ClassCode(DATABASE.jdbi()
                .withHandle(sql -> sql.createQuery("select code from class where id = :id")
                        .bind("id", taught)
                        .mapTo(String.class)
                        .one()));
    }

    private static Enrolments enrolments() {
        return new Enrolments(new Database(DATABASE.dataSource()), () -> NOON);
    }

    private static RosterDoor door() {
        return new RosterDoor(new Database(DATABASE.dataSource()), () -> NOON);
    }

    private static UUID learner() {
        UUID learner = UUID.randomUUID();
        DATABASE.jdbi().useHandle(sql -> sql.execute("insert into learner (id, name) values (?, 'Known')", learner));
        return learner;
    }

    /** Somebody's account: with a login and a password of this lab, or without and by a provider that vouches for another login. */
    private static void account(UUID learner, @Nullable String login, boolean invited, @Nullable String vouched) {
        DATABASE.jdbi()
                .useHandle(sql -> sql.createUpdate("""
                                insert into account (learner, login, password_hash, issuer, subject, role, invited, vouched_login)
                                values (:learner, :login, :hash, :issuer, :subject, 'learner', :invited, :vouched)""")
                        .bind("learner", learner)
                        .bind("login", login)
                        .bind("hash", login == null ? null : "a hash")
                        .bind("issuer", vouched == null ? null : "https://idp.example")
                        .bind("subject", vouched)
                        .bind("invited", invited)
                        .bind("vouched", vouched)
                        .execute());
    }

    private static void expect(UUID taught, String name, String login, byte @Nullable [] link) {
        DATABASE.jdbi()
                .useHandle(sql -> sql.createUpdate("insert into roster_entry (class, position, name, login, token_hash)"
                                + " values (:class, 1, :name, :login, :hash)")
                        .bind("class", taught)
                        .bind("name", name)
                        .bind("login", login)
                        .bind("hash", link)
                        .execute());
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
