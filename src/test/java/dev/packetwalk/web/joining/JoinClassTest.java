package dev.packetwalk.web.joining;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.progress.Role;
import dev.packetwalk.progress.classes.ClassCode;
import dev.packetwalk.progress.classes.ClassPlan;
import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.progress.classes.Consent;
import dev.packetwalk.progress.classes.Enrolled;
import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.web.Browser;
import dev.packetwalk.web.WebDatabase;
import dev.packetwalk.web.people.TestPeople;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WebDatabase.class)
class JoinClassTest {
    private static final String LESSON = "iptables-following-a-packet";

    @Inject
    TestPeople people;

    @Inject
    Classes classes;

    @Inject
    Enrolments enrolments;

    private final Browser browser = new Browser();

    @Test
    void a_stranger_joins_by_the_class_address_and_is_asked_once_what_they_share() {
        TaughtClass taught = make(null, 100, false);
        String door = door(taught);
        assertThat(browser.get(door).asString())
                .contains("Net &lt;works&gt;", "value=\"" + taught.plan().code() + "\"", "Join the class");
        assertThat(browser.post(door, door, Map.of("name", " ")).asString()).contains("Please tell us a name");
        Response joined = browser.post(door, door, Map.of("name", "Ada"));
        assertThat(joined.statusCode()).isEqualTo(303);
        String consent = door + "/consent";
        assertThat(joined.header("Location")).endsWith("/welcome?next=" + consent);
        assertThat(browser.get("/welcome?next=" + consent).asString()).contains("href=\"" + consent + "\"");
        assertThat(browser.get("/").asString()).contains("Net &lt;works&gt;", "One question is open");
        assertThat(browser.get(consent).asString())
                .contains("May your instructors look over your shoulder?", "Skip: share nothing")
                .doesNotContain("checked");
        Response answered = browser.post(consent, consent, Map.of("watch", "yes", "record", "yes"));
        assertThat(answered.header("Location")).endsWith("/lessons/" + LESSON);
        assertThat(only(taught).consent()).satisfies(c -> {
            assertThat(c.watch()).isTrue();
            assertThat(c.type()).isFalse();
            assertThat(c.record()).isTrue();
        });
        assertThat(browser.get("/").asString()).doesNotContain("One question is open");
        assertThat(browser.get(door).asString()).contains("You are in this class.");
        assertThat(browser.get("/account").asString()).contains("Watch, and play recordings.", consent);
        assertThat(browser.post(consent, consent).header("Location")).endsWith("/account#classes");
        assertThat(only(taught).consent().watch()).as("taken back").isFalse();
    }

    @Test
    void skipping_the_question_shares_nothing_and_it_is_not_asked_again() {
        TaughtClass taught = make(null, 100, false);
        browser.join("Bob", taught.plan().code().value());
        String consent = door(taught) + "/consent";
        browser.post(consent, consent, Map.of("watch", "yes", "type", "yes", "skip", "yes"));
        Consent answer = only(taught).consent();
        assertThat(answer.askedAt()).isNotNull();
        assertThat(answer.watch() || answer.type() || answer.record()).isFalse();
        assertThat(browser.get("/").asString()).doesNotContain("One question is open");
    }

    @Test
    void who_is_signed_in_joins_with_one_button_and_again_changes_nothing() {
        TaughtClass taught = make(null, 100, false);
        browser.join("Cleo");
        String door = door(taught);
        assertThat(browser.get(door).asString())
                .contains("Join as \u2068Cleo\u2069")
                .doesNotContain("id=\"name\"");
        assertThat(browser.post(door, door).header("Location")).endsWith(door + "/consent");
        browser.post(door, door);
        assertThat(enrolments.of(people.the(Role.INSTRUCTOR), taught.id())).hasSize(1);
    }

    @Test
    void a_class_that_is_full_over_closed_or_for_its_roster_says_so_and_what_to_do() {
        TaughtClass full = make(null, 1, false);
        new Browser().join("First", full.plan().code().value());
        assertThat(browser.get(door(full)).asString()).contains("Every place is taken", "Look again");
        TaughtClass over = make(Instant.now().minusSeconds(60), 100, false);
        assertThat(browser.get(door(over)).asString()).contains("This class is over", "Type another code");
        TaughtClass closed = make(null, 100, false);
        classes.close(people.the(Role.INSTRUCTOR), closed.id());
        assertThat(browser.get(door(closed)).asString()).contains("This class is closed");
        TaughtClass roster = make(null, 100, true);
        assertThat(browser.get(door(roster)).asString()).contains("For those on its list", "/sign-in?next=");
        browser.join("Too late");
        for (TaughtClass taught : List.of(full, over, closed, roster)) {
            String door = door(taught);
            Response refused = browser.post("/account", door);
            assertThat(refused.header("Location")).as(door).endsWith(door);
            assertThat(enrolments.of(people.the(Role.INSTRUCTOR), taught.id()))
                    .extracting(Enrolled::name)
                    .doesNotContain("Too late");
        }
    }

    @Test
    void a_code_is_typed_in_any_case_and_an_unknown_one_is_asked_for_again() {
        TaughtClass taught = make(null, 100, false);
        assertThat(browser.get("/join").asString()).contains("Join a class");
        String typed = " " + taught.plan().code().value().toLowerCase(Locale.ROOT) + " ";
        assertThat(browser.request().queryParam("code", typed).get("/join").header("Location"))
                .endsWith(door(taught));
        // A hyphen is easily missed on a wall, or typed as a space or another dash.
        String bare = taught.plan().code().value().replace("-", "");
        for (String loose : List.of(
                bare,
                taught.plan().code().value().replace("-", " "),
                taught.plan().code().value().replace("-", "–"))) {
            String address =
                    browser.request().queryParam("code", loose).get("/join").header("Location");
            assertThat(browser.get(URI.create(address).getPath()).asString())
                    .as(loose)
                    .contains("You are invited to a class");
        }
        Response unknown = browser.get("/join/NOBODYS-CODE");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.asString()).contains("There is no class with that code", "value=\"NOBODYS-CODE\"");
        assertThat(browser.request().queryParam("code", "\"<i>").get("/join").asString())
                .contains("value=\"&quot;&lt;i&gt;\"");
    }

    @Test
    void what_one_shares_is_asked_only_of_who_is_in_the_class() {
        TaughtClass taught = make(null, 100, false);
        String consent = door(taught) + "/consent";
        assertThat(browser.get(consent).statusCode()).isEqualTo(401);
        browser.join("Dora");
        assertThat(browser.get(consent).statusCode()).isEqualTo(404);
        assertThat(browser.post("/account", consent, Map.of("watch", "yes")).statusCode())
                .isEqualTo(404);
    }

    private Enrolled only(TaughtClass taught) {
        List<Enrolled> all = enrolments.of(people.the(Role.INSTRUCTOR), taught.id());
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static String door(TaughtClass taught) {
        return "/join/" + taught.plan().code();
    }

    private TaughtClass make(@Nullable Instant ends, int capacity, boolean rosterOnly) {
        UUID instructor = people.the(Role.INSTRUCTOR);
        ClassPlan plan = new ClassPlan(
                "Net <works>", ClassCode.random(), LESSON, null, ends, capacity, null, null, 0, rosterOnly);
        return switch (classes.make(instructor, plan)) {
            case Classes.Making.Made(TaughtClass taught) -> taught;
            case Classes.Making.CodeTaken taken -> throw new AssertionError(taken);
        };
    }
}
