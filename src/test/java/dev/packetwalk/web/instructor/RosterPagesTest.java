package dev.packetwalk.web.instructor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.progress.Role;
import dev.packetwalk.progress.classes.ClassCode;
import dev.packetwalk.progress.classes.ClassPlan;
import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.progress.classes.Enrolled;
import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.progress.classes.Roster;
import dev.packetwalk.progress.classes.RosterEntry;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.web.Browser;
import dev.packetwalk.web.WebDatabase;
import dev.packetwalk.web.people.TestPeople;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WebDatabase.class)
class RosterPagesTest {
    private static final Pattern LINK = Pattern.compile("http://[^\"<]*(/enter/[A-Za-z0-9_-]{43})");
    private static final Pattern FILE = Pattern.compile("href=\"data:text/csv;charset=utf-8;base64,([^\"]+)\"");

    @Inject
    TestPeople people;

    @Inject
    Classes classes;

    @Inject
    Enrolments enrolments;

    @Inject
    Roster roster;

    private final Browser browser = new Browser();
    private UUID instructor = UUID.randomUUID();
    private UUID taught = UUID.randomUUID();
    private String here = "";

    @BeforeEach
    void makeAClass() {
        instructor = people.make(Role.INSTRUCTOR, "grace");
        browser.as(instructor, people);
        ClassPlan plan = ClassPlan.of("Networks", ClassCode.random(), "iptables-following-a-packet");
        taught = switch (classes.make(instructor, plan)) {
            case Classes.Making.Made(TaughtClass made) -> made.id();
            case Classes.Making.CodeTaken taken -> throw new AssertionError(taken);
        };
        here = "/classes/" + taught + "/roster";
    }

    @Test
    void a_file_shows_what_it_would_do_before_it_does_it() {
        assertThat(browser.get(here).asString()).contains("The roster is empty");
        Response sent = upload("name,reference,login\n<b>Ada</b>,1,ada\nBob,2,\n,3,\n");
        assertThat(sent.header("Location")).endsWith(here + "/import/preview");
        assertThat(browser.get(here + "/import/preview").asString())
                .contains("2 are new", "One line cannot be taken", "There is no name.", "&lt;b&gt;Ada")
                .doesNotContain("<b>Ada");
        assertThat(roster.of(instructor, taught)).as("nothing is done yet").isEmpty();
        browser.post(here + "/import/preview", here + "/import/apply");
        assertThat(roster.of(instructor, taught))
                .extracting(RosterEntry::reference)
                .containsExactly("1", "2");
        assertThat(browser.get(here).asString()).contains("<bdi>ada</bdi>", "0 of 2 are in the class.");
        assertThat(browser.get(here + "/import/preview").header("Location")).endsWith("/import");
        upload("name,reference,login\nAda Lovelace,1,ada\nBob,2,\nCleo,3,\n");
        assertThat(browser.get(here + "/import/preview").asString())
                .contains("One is new", "One is changed", "One stays as it is", "Apply 2 changes");
        browser.post(here + "/import/preview", here + "/import/drop");
        assertThat(roster.of(instructor, taught)).hasSize(2);
    }

    @Test
    void a_file_that_cannot_be_read_says_why_and_what_was_pasted_stays() {
        assertThat(upload("name\nZo\u00eb", StandardCharsets.ISO_8859_1).asString())
                .contains("not in UTF-8");
        assertThat(upload("colour\nred", StandardCharsets.UTF_8).asString())
                .contains("No title says where the names are.");
        Response pasted = browser.request()
                .multiPart("csrf-token", browser.token(here + "/import"))
                .multiPart("pasted", "colour\tsize\n<red>\t1")
                .post(here + "/import");
        assertThat(pasted.statusCode()).isEqualTo(422);
        assertThat(pasted.asString()).contains("colour\tsize\n&lt;red&gt;");
    }

    @Test
    void a_thousand_people_are_imported_at_once() {
        StringBuilder list = new StringBuilder("name,reference,login\n");
        for (int i = 0; i < 1000; i++) {
            list.append("Learner number ")
                    .append(i)
                    .append(",R")
                    .append(i)
                    .append(",learner")
                    .append(i)
                    .append("@example.org\n");
        }
        upload(list.toString());
        browser.post(here + "/import/preview", here + "/import/apply");
        assertThat(roster.of(instructor, taught)).hasSize(1000);
        assertThat(browser.post(here, here + "/links").asString()).contains("1000 personal links");
    }

    @Test
    void links_are_shown_once_with_a_file_that_no_spreadsheet_runs() {
        fill("name,reference\n'=cmd(),7\nBob,8");
        Response shown = browser.post(here, here + "/links");
        assertThat(links(shown)).hasSize(2);
        String csv = new String(Base64.getDecoder().decode(first(FILE, shown)), StandardCharsets.UTF_8);
        assertThat(csv.lines().toList()).hasSize(3).first().isEqualTo("\uFEFFName,Reference,Login,Link");
        assertThat(csv).contains("'=cmd(),7,,http://").doesNotContain("\n=cmd");
        assertThat(browser.get(here).asString()).doesNotContain("/enter/");
        assertThat(browser.post(here, here + "/links").asString()).contains("Everybody has a link already.");
    }

    @Test
    void a_personal_link_lets_its_person_in_with_one_button_and_asks_what_they_share() {
        fill("name,reference\nCleo,7");
        String link = links(browser.post(here, here + "/links")).getFirst();
        Browser cleo = new Browser();
        assertThat(cleo.get(link).asString()).contains("Start as \u2068Cleo\u2069", "Networks");
        assertThat(enrolments.of(instructor, taught))
                .as("opening changes nothing")
                .isEmpty();
        Response entered = cleo.post(link, link);
        assertThat(entered.header("Location")).endsWith("/consent");
        assertThat(cleo.get("/").asString()).contains("Cleo", "Networks");
        assertThat(enrolments.of(instructor, taught))
                .extracting(Enrolled::reference)
                .containsExactly("7");
        assertThat(cleo.get(link).header("Location")).contains("/join/");
        Browser elsewhere = new Browser();
        assertThat(elsewhere.get(link).asString()).contains("Continue as \u2068Cleo\u2069");
        elsewhere.post(link, link);
        assertThat(elsewhere.get("/account").asString()).contains("Cleo");
        assertThat(enrolments.of(instructor, taught)).hasSize(1);
        String entry = here + "/" + roster.of(instructor, taught).getFirst().id();
        assertThat(browser.get(entry).asString()).contains("in the class", "There is a link.");
        String fresh = links(browser.post(entry, entry + "/link")).getFirst();
        assertThat(new Browser().get(link).statusCode()).isEqualTo(404);
        assertThat(new Browser().get(fresh).statusCode()).isEqualTo(200);
    }

    @Test
    void who_is_signed_in_takes_the_place_as_who_they_are_if_they_say_so() {
        fill("name,reference\nDan,8");
        String link = links(browser.post(here, here + "/links")).getFirst();
        Browser dan = new Browser();
        dan.join("Danny");
        assertThat(dan.get(link).asString()).contains("Take it as \u2068Danny\u2069", "Start as \u2068Dan\u2069");
        dan.post(link, link, Map.of("keep", "yes"));
        assertThat(enrolments.of(instructor, taught))
                .singleElement()
                .satisfies(e -> assertThat(e.name() + e.reference()).isEqualTo("Danny8"));
    }

    @Test
    void a_link_to_a_class_that_is_closed_says_so() {
        fill("name\nEve");
        String link = links(browser.post(here, here + "/links")).getFirst();
        classes.close(instructor, taught);
        Browser eve = new Browser();
        assertThat(eve.get(link).asString()).contains("This class is closed");
        assertThat(eve.post("/", link).header("Location")).endsWith(link);
        assertThat(enrolments.of(instructor, taught)).isEmpty();
    }

    @Test
    void an_account_whose_login_is_on_the_roster_is_enrolled_when_it_signs_in_or_comes_home() {
        UUID fay = people.make(Role.LEARNER, "fay");
        Browser there = new Browser();
        there.as(fay, people);
        fill("name,reference,login\nFay,9," + people.login(fay));
        assertThat(there.get("/").asString()).contains("Networks", "One question is open");
        assertThat(enrolments.of(instructor, taught))
                .extracting(Enrolled::learner)
                .containsExactly(fay);
        UUID gus = people.make(Role.LEARNER, "gus");
        fill("name,reference,login\nGus,10," + people.login(gus));
        new Browser().as(gus, people);
        assertThat(enrolments.of(instructor, taught))
                .extracting(Enrolled::learner)
                .contains(gus);
    }

    @Test
    void colleagues_are_added_and_removed_and_the_last_instructor_cannot_leave() {
        String staff = "/classes/" + taught + "/instructors";
        UUID colleague = people.make(Role.INSTRUCTOR, "alan");
        assertThat(browser.post(staff, staff, Map.of("login", "no such person", "person", ""))
                        .asString())
                .contains("No instructor or grader signs in with that.", "value=\"no such person\"");
        browser.post(staff, staff, Map.of("login", people.login(colleague), "person", ""));
        Browser alan = new Browser();
        alan.as(colleague, people);
        assertThat(alan.get("/classes/" + taught).statusCode()).isEqualTo(200);
        String leave = staff + "/" + instructor + "/remove";
        assertThat(browser.get(leave).asString()).contains("Leave this class?");
        assertThat(browser.post(leave, leave).header("Location")).endsWith("/classes");
        assertThat(browser.get(staff).statusCode()).isEqualTo(404);
        String last = staff + "/" + colleague + "/remove";
        assertThat(alan.post(last, last).asString()).contains("Somebody has to run the class.");
        UUID grader = people.make(Role.GRADER, "robot");
        alan.post(staff, staff, Map.of("login", "", "person", grader.toString()));
        assertThat(alan.get(staff).asString()).contains("robot", "grader");
    }

    private void fill(String list) {
        upload(list);
        browser.post(here + "/import/preview", here + "/import/apply");
    }

    private Response upload(String list) {
        return upload(list, StandardCharsets.UTF_8);
    }

    private Response upload(String list, Charset charset) {
        return browser.request()
                .multiPart("csrf-token", browser.token(here + "/import"))
                .multiPart("file", "list.csv", list.getBytes(charset), "text/csv")
                .multiPart("pasted", "")
                .post(here + "/import");
    }

    private static List<String> links(Response page) {
        return LINK.matcher(page.asString())
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }

    private static String first(Pattern pattern, Response page) {
        return pattern.matcher(page.asString())
                .results()
                .map((MatchResult found) -> found.group(1))
                .findFirst()
                .orElseThrow();
    }
}
