package dev.packetwalk.web.instructor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.progress.AuditEntry;
import dev.packetwalk.progress.AuditLog;
import dev.packetwalk.progress.Role;
import dev.packetwalk.progress.classes.ClassPlan;
import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.web.Browser;
import dev.packetwalk.web.WebDatabase;
import dev.packetwalk.web.people.TestPeople;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WebDatabase.class)
class ClassPagesTest {
    private static final String LESSON = "iptables-following-a-packet";

    @Inject
    TestPeople people;

    @Inject
    Classes classes;

    @Inject
    Enrolments enrolments;

    @Inject
    AuditLog audit;

    private final Browser browser = new Browser();
    private UUID instructor = UUID.randomUUID();

    @BeforeEach
    void signIn() {
        instructor = people.make(Role.INSTRUCTOR, "grace");
        browser.as(instructor, people);
    }

    @Test
    void who_teaches_nothing_yet_is_led_to_the_first_class() {
        assertThat(browser.get("/").asString()).contains("href=\"/classes\"");
        assertThat(browser.get("/classes").asString()).contains("Teach your first class", "href=\"/classes/new\"");
        assertThat(browser.get("/classes/new").asString())
                .contains("the limit of the lab: 45 minutes after the last key, 480 minutes at most");
        assertThat(new Browser().get("/").asString()).doesNotContain("href=\"/classes\"");
    }

    @Test
    void a_class_needs_only_a_name_and_gets_a_code_and_a_page_that_says_how_to_join() {
        TaughtClass taught = make(Map.of("name", "Networks <1>"));
        assertThat(taught.plan())
                .isEqualTo(ClassPlan.of("Networks <1>", taught.plan().code(), LESSON));
        String page = browser.get("/classes/" + taught.id()).asString();
        assertThat(page)
                .contains("Networks &lt;1&gt;", "/join/" + taught.plan().code() + "\"", "Nobody has joined yet")
                .contains("0 of 100", "always open")
                .doesNotContain("<1>");
        assertThat(browser.get("/classes").asString()).contains("Networks &lt;1&gt;");
    }

    @Test
    void a_plan_is_read_on_the_clock_on_which_it_was_typed() {
        TaughtClass taught = make(Map.of(
                "name", "Evening",
                "code", "eve-" + System.nanoTime() % 100_000,
                "starts", "2026-11-30T10:00",
                "ends", "2026-11-30T12:30",
                "zone", "Asia/Shanghai",
                "capacity", "30",
                "idle", "20",
                "hard", "120",
                "reserved", "12",
                "rosterOnly", "yes"));
        assertThat(taught.plan().startsAt()).isEqualTo(Instant.parse("2026-11-30T02:00:00Z"));
        assertThat(taught.plan().endsAt()).isEqualTo(Instant.parse("2026-11-30T04:30:00Z"));
        assertThat(taught.plan().capacity()).isEqualTo(30);
        assertThat(taught.plan().idleLimit()).isEqualTo(Duration.ofMinutes(20));
        assertThat(taught.plan().hardLimit()).isEqualTo(Duration.ofHours(2));
        assertThat(taught.plan().reserved()).isEqualTo(12);
        assertThat(taught.plan().rosterOnly()).isTrue();
        String form = browser.request()
                .cookie("packetwalk_zone", "Europe%2FBerlin")
                .get("/classes/" + taught.id() + "/edit")
                .asString();
        assertThat(form)
                .contains("value=\"2026-11-30T03:00\"", "value=\"2026-11-30T05:30\"", "value=\"Europe/Berlin\"")
                .contains("those of Europe/Berlin", "value=\"12\"");
    }

    @Test
    void what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost() {
        Response refused = browser.post(
                "/classes/new",
                "/classes/new",
                fields(Map.of(
                        "name", "",
                        "code", "a b",
                        "starts", "tomorrow",
                        "ends", "2026-11-30T12:30",
                        "capacity", "5000",
                        "idle", "2",
                        "reserved", "\"><script>")));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.asString())
                .contains("Please give the class a name.", "no spaces", "no date and time")
                .contains("from 1 to 1000", "from 5 to 600", "from 0 to 1000", "6 fields need another look")
                .contains("value=\"a b\"", "value=\"tomorrow\"", "value=\"5000\"", "value=\"2026-11-30T12:30\"")
                .contains("value=\"&quot;&gt;&lt;script&gt;\"")
                .doesNotContain("\"><script>\"");
        Response backwards = browser.post(
                "/classes/new",
                "/classes/new",
                fields(Map.of("name", "x", "starts", "2026-11-30T12:30", "ends", "2026-11-30T12:30")));
        assertThat(backwards.asString()).contains("It has to end after it begins.");
        assertThat(classes.of(instructor)).isEmpty();
    }

    @Test
    void a_code_that_another_class_has_is_refused_for_a_new_class_and_for_an_old_one() {
        TaughtClass one = make(Map.of("name", "One"));
        TaughtClass two = make(Map.of("name", "Two"));
        String taken = one.plan().code().value();
        Response made = browser.post(
                "/classes/new",
                "/classes/new",
                fields(Map.of("name", "Three", "code", taken.toLowerCase(Locale.ROOT))));
        assertThat(made.statusCode()).isEqualTo(422);
        assertThat(made.asString()).contains("Another class has this code.", "value=\"Three\"");
        String edit = "/classes/" + two.id() + "/edit";
        assertThat(browser.post(edit, edit, fields(Map.of("name", "Two", "code", taken)))
                        .statusCode())
                .isEqualTo(422);
        assertThat(browser.post(edit, edit, fields(Map.of("name", "Second"))).statusCode())
                .isEqualTo(303);
        TaughtClass changed = classes.find(instructor, two.id()).orElseThrow();
        assertThat(changed.plan().name()).isEqualTo("Second");
        assertThat(changed.plan().code())
                .as("an empty code keeps the old one")
                .isEqualTo(two.plan().code());
    }

    @Test
    void a_class_is_closed_reopened_and_deleted_only_with_its_code() {
        TaughtClass taught = make(Map.of("name", "Short"));
        String here = "/classes/" + taught.id();
        assertThat(browser.post(here, here + "/close").statusCode()).isEqualTo(303);
        assertThat(browser.get(here).asString()).contains("This class is closed");
        browser.post(here, here + "/reopen");
        assertThat(browser.get(here).asString()).contains("How to join");
        Response kept = browser.post(here + "/delete", here + "/delete", Map.of("code", "NOT-IT"));
        assertThat(kept.statusCode()).isEqualTo(422);
        assertThat(kept.asString()).contains("Nothing was deleted.");
        assertThat(browser.post(
                                here + "/delete",
                                here + "/delete",
                                Map.of("code", taught.plan().code().value().toLowerCase(Locale.ROOT)))
                        .statusCode())
                .isEqualTo(303);
        assertThat(browser.get(here).statusCode()).isEqualTo(404);
        assertThat(audit.read(new AuditLog.Filter("Short", "", null, null, null), 10).stream()
                        .map(AuditEntry::action))
                .containsExactly("class_deleted", "class_reopened", "class_closed", "class_made");
    }

    @Test
    void learners_are_listed_found_sorted_and_removed() {
        TaughtClass taught = make(Map.of("name", "Crowd"));
        for (String name : List.of("Zoe", "Ada", "<b>Mallory</b>")) {
            new Browser().join(name, taught.plan().code().value());
        }
        String here = "/classes/" + taught.id();
        String page = browser.get(here).asString();
        assertThat(page).contains("3 of 100", "&lt;b&gt;Mallory").doesNotContain("<b>Mallory");
        assertThat(page.indexOf("<bdi>Ada")).isLessThan(page.indexOf("<bdi>Zoe"));
        assertThat(browser.get(here + "?text=ZO&sort=joined").asString())
                .contains("<bdi>Zoe")
                .doesNotContain("<bdi>Ada");
        assertThat(browser.get(here + "?text=nobody").asString()).contains("Nobody fits.", "Show all 3");
        UUID ada = enrolments.of(instructor, taught.id()).stream()
                .filter(e -> e.name().equals("Ada"))
                .findFirst()
                .orElseThrow()
                .learner();
        String remove = here + "/members/" + ada + "/remove";
        assertThat(browser.get(remove).asString()).contains("Remove \u2068Ada\u2069 from the class?");
        assertThat(browser.post(remove, remove).statusCode()).isEqualTo(303);
        assertThat(browser.get(here).asString()).contains("2 of 100").doesNotContain("<bdi>Ada");
        String grades = "/api/v1" + here + "/gradebook?format=csv";
        assertThat(browser.get(here).asString()).contains("href=\"" + grades + "\"");
        assertThat(browser.request().header("Accept", "*/*").get(grades).asString())
                .contains("Zoe");
    }

    @Test
    void the_code_is_shown_large_with_a_picture_to_scan_and_counts_who_joins() {
        TaughtClass taught = make(Map.of("name", "Wall"));
        String here = "/classes/" + taught.id() + "/code";
        assertThat(browser.get(here).asString())
                .contains(">" + taught.plan().code() + "</text>", "class=\"qr-ink\"", "QR code of http");
        new Browser().join("Ada", taught.plan().code().value());
        assertThat(browser.request()
                        .header("Accept", "application/json")
                        .get(here + "/joined")
                        .jsonPath()
                        .getInt("joined"))
                .isEqualTo(1);
    }

    private TaughtClass make(Map<String, String> typed) {
        Response made = browser.post("/classes/new", "/classes/new", fields(typed));
        assertThat(made.statusCode()).isEqualTo(303);
        String id = made.header("Location").replaceFirst(".*/", "");
        return classes.find(instructor, UUID.fromString(id)).orElseThrow();
    }

    private static Map<String, String> fields(Map<String, String> typed) {
        Map<String, String> fields = new HashMap<>(Map.of(
                "name", "",
                "lesson", LESSON,
                "code", "",
                "starts", "",
                "ends", "",
                "zone", "UTC",
                "capacity", "100",
                "idle", "",
                "hard", "",
                "reserved", "0"));
        fields.putAll(typed);
        return fields;
    }
}
