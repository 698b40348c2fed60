package dev.packetwalk.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.packetwalk.progress.Role;
import dev.packetwalk.progress.classes.ClassCode;
import dev.packetwalk.progress.classes.ClassPlan;
import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.sandbox.ClassRooms;
import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.web.people.TestPeople;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is ready when a class begins, and what its instructor is told of that. */
@QuarkusTest
@WithTestResource(WebDatabase.class)
class ReservationsTest {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final Duration TOMORROW = Duration.ofDays(1);
    private static final ClassRooms NONE = new ClassRooms(0, 0, 0);

    @Inject
    TestPeople people;

    @Inject
    Classes classes;

    @Inject
    Reservations reservations;

    @Inject
    Sandboxes sandboxes;

    private final Browser browser = new Browser();
    private UUID instructor = UUID.randomUUID();

    @BeforeEach
    void signIn() {
        instructor = people.make(Role.INSTRUCTOR, "grace");
        browser.as(instructor, people);
    }

    @AfterEach
    void giveBack() {
        classes.of(instructor)
                .forEach(listed -> classes.delete(instructor, listed.taught().id()));
        reservations.keepNow();
    }

    @Test
    void the_server_itself_has_machines_ready_for_a_class_that_begins_soon_and_for_no_other() {
        TaughtClass soon = make(2, SOON);
        TaughtClass tomorrow = make(2, TOMORROW);
        TaughtClass closed = make(2, SOON);
        classes.close(instructor, closed.id());
        await().atMost(Duration.ofSeconds(20)).until(() -> rooms(soon).ready() == 2);
        assertThat(rooms(soon)).isEqualTo(new ClassRooms(2, 2, 0));
        assertThat(rooms(tomorrow)).isEqualTo(NONE);
        assertThat(rooms(closed)).isEqualTo(NONE);
        assertThat(page(soon)).contains("2 of 2 reserved machines are ready", "kept for the class until");
        assertThat(page(tomorrow)).contains("made shortly before the start");
    }

    @Test
    void a_change_of_the_plan_holds_at_once() {
        TaughtClass taught = make(0, SOON);
        assertThat(rooms(taught)).isEqualTo(NONE);
        change(taught, "3", SOON);
        assertThat(rooms(taught).reserved()).isEqualTo(3);
        change(taught, "1", SOON);
        assertThat(rooms(taught).reserved()).isEqualTo(1);
        change(taught, "1", TOMORROW);
        assertThat(rooms(taught).reserved()).isZero();
    }

    @Test
    void a_class_that_is_made_in_the_last_moment_has_its_reservation_at_once() {
        Map<String, String> fields = fields("2", SOON);
        Response made = browser.post("/classes/new", "/classes/new", fields);
        UUID id = UUID.fromString(made.header("Location").replaceFirst(".*/", ""));
        assertThat(sandboxes.classes().rooms(id).reserved()).isEqualTo(2);
    }

    @Test
    void an_instructor_is_told_what_is_missing_why_and_what_to_do() {
        TaughtClass large = make(TestSandboxes.MAXIMUM + 10, TOMORROW);
        assertThat(page(large))
                .contains("Only 40 of the 50 machines that you reserved can be ready")
                .contains("The lab runs at most 40 machines at a time.", "/classes/" + large.id() + "/edit#reserved")
                .contains("waits in the queue", "Let part of the class begin later");

        TaughtClass later = make(5, TOMORROW.plusMinutes(5));
        assertThat(page(later))
                .contains("None of the 5 machines that you reserved can be ready")
                .contains("40 of them are reserved for classes that begin around the same time, before yours");

        TaughtClass enough = make(5, TOMORROW.plusHours(5));
        assertThat(page(enough)).doesNotContain("that you reserved can be ready", "class-machines");
        assertThat(page(make(0, TOMORROW))).doesNotContain("reserved machines", "class-ready");
    }

    private ClassRooms rooms(TaughtClass taught) {
        return sandboxes.classes().rooms(taught.id());
    }

    private String page(TaughtClass taught) {
        return browser.get("/classes/" + taught.id()).asString();
    }

    private TaughtClass make(int reserved, Duration ahead) {
        ClassPlan plan = new ClassPlan(
                "Networks",
                ClassCode.random(),
                Belongings.FIREWALL.lesson(),
                Instant.now().plus(ahead),
                null,
                100,
                null,
                null,
                reserved,
                false);
        return switch (classes.make(instructor, plan)) {
            case Classes.Making.Made(TaughtClass taught) -> taught;
            case Classes.Making.CodeTaken _ -> throw new IllegalStateException("a random code was taken");
        };
    }

    private void change(TaughtClass taught, String reserved, Duration ahead) {
        String edit = "/classes/" + taught.id() + "/edit";
        assertThat(browser.post(edit, edit, fields(reserved, ahead)).statusCode())
                .isEqualTo(303);
    }

    private static Map<String, String> fields(String reserved, Duration ahead) {
        String starts = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm")
                .withZone(ZoneOffset.UTC)
                .format(Instant.now().plus(ahead));
        return new HashMap<>(Map.of(
                "name", "Networks",
                "code", "",
                "lesson", Belongings.FIREWALL.lesson(),
                "starts", starts,
                "zone", "UTC",
                "capacity", "100",
                "reserved", reserved));
    }
}
