package dev.packetwalk.web.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.progress.Accounts;
import dev.packetwalk.progress.AuditAction;
import dev.packetwalk.progress.AuditLog;
import dev.packetwalk.progress.OneTimeLinks;
import dev.packetwalk.progress.Role;
import dev.packetwalk.web.Browser;
import dev.packetwalk.web.VisitorTime;
import dev.packetwalk.web.WebDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WebDatabase.class)
class SigningInTest {
    private static final Pattern LINK = Pattern.compile("value=\"http://[^\"]*(/links/[A-Za-z0-9_-]{43})\"");
    private static final String NEXT_PASSWORD = "over the hills and far";

    @Inject
    TestPeople people;

    @Inject
    Accounts accounts;

    @Inject
    OneTimeLinks links;

    @Inject
    AuditLog audit;

    private final Browser browser = new Browser();

    @Test
    void the_first_administrator_makes_an_account_by_the_link_and_signs_in_with_it_afterwards() {
        String link = "/links/" + links.forFirstAdministrator().value();
        assertThat(browser.get(link).asString()).contains("This lab is yours to run");
        assertThat(browser.get(link).statusCode()).as("opening uses nothing up").isEqualTo(200);
        Response refused = browser.post(link, link, Map.of("name", "", "login", "?", "password", "short"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.asString())
                .contains("Please tell us a name", "A login has 2 to 64", "at least 12 characters")
                .doesNotContain("value=\"short\"");
        Response made = browser.post(
                link, link, Map.of("name", "Grace", "login", "Grace.Boss", "password", TestPeople.PASSWORD));
        assertThat(made.statusCode()).isEqualTo(303);
        assertThat(made.header("Location")).endsWith("/admin/people");
        assertThat(browser.get("/admin/people").asString()).contains("<bdi>Grace</bdi>");
        assertThat(browser.get(link).statusCode()).isEqualTo(404);
        assertThat(browser.get(link).asString()).contains("no longer good");
        Browser elsewhere = new Browser();
        Response signedIn = signIn(elsewhere, "grace.boss", TestPeople.PASSWORD);
        assertThat(signedIn.statusCode()).isEqualTo(303);
        assertThat(elsewhere.get("/admin/audit").asString()).contains("administrator made", "grace.boss");
    }

    @Test
    void a_wrong_password_and_an_unknown_login_are_told_alike() {
        String login = loginOf(people.the(Role.INSTRUCTOR));
        Response wrong = signIn(browser, login, "not the password");
        Response unknown = signIn(browser, "nobody-" + login, TestPeople.PASSWORD);
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(unknown.statusCode()).isEqualTo(422);
        assertThat(wrong.asString()).contains("Login and password do not fit together.", "value=\"" + login + "\"");
        assertThat(unknown.asString()).contains("Login and password do not fit together.");
    }

    @Test
    void guessing_is_slowed_down_and_the_wait_is_told() {
        String login = loginOf(people.make(Role.INSTRUCTOR, "slow"));
        for (int i = 0; i < 6; i++) {
            assertThat(signIn(browser, login, "guess number " + i).statusCode()).isEqualTo(422);
        }
        Response refused = signIn(browser, login, TestPeople.PASSWORD);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.asString())
                .contains("Too many wrong passwords", "for this login")
                .containsPattern("Wait \\d seconds?");
    }

    @Test
    void an_invitation_is_made_sent_taken_up_and_shows_what_its_role_may() {
        Browser admin = signedIn(people.the(Role.ADMINISTRATOR));
        Response shown = admin.post(
                "/admin/people", "/admin/people/invitations", Map.of("role", "instructor", "note", "<b>Ada</b>"));
        assertThat(shown.asString()).contains("&lt;b&gt;Ada&lt;/b&gt;").doesNotContain("<b>Ada");
        String link = link(shown);
        assertThat(admin.get("/admin/people").asString()).contains("Open invitations", "&lt;b&gt;Ada&lt;/b&gt;");
        assertThat(browser.get(link).asString()).contains("You are invited as", "an instructor");
        String login = "ada" + UUID.randomUUID().toString().substring(0, 8);
        browser.post(link, link, Map.of("name", "Ada", "login", login, "password", TestPeople.PASSWORD));
        assertThat(browser.get("/account").asString()).contains("instructor", login);
        assertThat(browser.get("/admin/people").statusCode()).isEqualTo(403);
    }

    @Test
    void a_withdrawn_invitation_is_good_no_more() {
        Browser admin = signedIn(people.the(Role.ADMINISTRATOR));
        String link =
                link(admin.post("/admin/people", "/admin/people/invitations", Map.of("role", "grader", "note", "me")));
        UUID id = links.invitations().getFirst().id();
        assertThat(admin.post("/admin/people", "/admin/people/invitations/" + id + "/withdraw")
                        .statusCode())
                .isEqualTo(303);
        assertThat(browser.get(link).statusCode()).isEqualTo(404);
        assertThat(audit.read(new AuditLog.Filter("", AuditAction.INVITATION_WITHDRAWN.word(), null, null, null), 1))
                .hasSize(1);
    }

    @Test
    void a_forgotten_password_is_set_anew_by_a_link_of_the_administrator() {
        UUID bob = people.make(Role.INSTRUCTOR, "bob");
        Browser there = signedIn(bob);
        Browser admin = signedIn(people.the(Role.ADMINISTRATOR));
        String link = link(admin.post("/admin/people/" + bob, "/admin/people/" + bob + "/password-link"));
        assertThat(browser.post(link, link, Map.of("password", "short")).asString())
                .contains("too short");
        assertThat(browser.post(link, link, Map.of("password", NEXT_PASSWORD)).statusCode())
                .isEqualTo(303);
        assertThat(there.get("/account").statusCode()).as("the old session").isEqualTo(401);
        assertThat(browser.get("/account").statusCode()).isEqualTo(200);
        assertThat(signIn(new Browser(), loginOf(bob), NEXT_PASSWORD).statusCode())
                .isEqualTo(303);
    }

    @Test
    void who_is_deactivated_is_out_at_once_and_stays_out() {
        UUID eve = people.make(Role.INSTRUCTOR, "eve");
        Browser there = signedIn(eve);
        Browser admin = signedIn(people.the(Role.ADMINISTRATOR));
        admin.post("/admin/people/" + eve, "/admin/people/" + eve + "/deactivate");
        assertThat(there.get("/account").statusCode()).isEqualTo(401);
        assertThat(signIn(new Browser(), loginOf(eve), TestPeople.PASSWORD).statusCode())
                .isEqualTo(422);
        assertThat(admin.get("/admin/people/" + eve).asString()).contains("Let them in again");
    }

    @Test
    void a_password_is_changed_by_its_owner_who_knows_the_old_one() {
        UUID kim = people.make(Role.GRADER, "kim");
        Browser here = signedIn(kim);
        Browser there = signedIn(kim);
        Response wrong =
                here.post("/account", "/account/password", Map.of("old", "not that", "password", NEXT_PASSWORD));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.asString()).contains("That is not your password of now.");
        here.post("/account", "/account/password", Map.of("old", TestPeople.PASSWORD, "password", NEXT_PASSWORD));
        assertThat(here.get("/account").statusCode()).isEqualTo(200);
        assertThat(there.get("/account").statusCode()).isEqualTo(401);
        assertThat(accounts.signIn(dev.packetwalk.progress.Login.parse(loginOf(kim)), NEXT_PASSWORD))
                .contains(kim);
    }

    @Test
    void a_guest_takes_a_login_and_keeps_their_work() {
        String resume = browser.join("Guest with work");
        String login = "guest" + UUID.randomUUID().toString().substring(0, 8);
        Response taken =
                browser.post("/account", "/account/login", Map.of("login", login, "password", TestPeople.PASSWORD));
        assertThat(taken.statusCode()).isEqualTo(303);
        assertThat(browser.get("/account").asString())
                .contains(login, "Guest with work")
                .doesNotContain("Personal link");
        assertThat(new Browser().get("/resume/" + resume).statusCode()).isEqualTo(404);
        Browser elsewhere = new Browser();
        assertThat(signIn(elsewhere, login, TestPeople.PASSWORD).statusCode()).isEqualTo(303);
        assertThat(elsewhere.get("/").asString()).contains("Guest with work");
    }

    @Test
    void the_account_page_lists_where_one_is_signed_in_and_ends_each() {
        UUID lee = people.make(Role.INSTRUCTOR, "lee");
        Browser here = signedIn(lee);
        Browser there = signedIn(lee);
        Matcher end = Pattern.compile("action=\"(/account/sessions/[0-9a-f-]{36}/end)\"")
                .matcher(here.get("/account").asString());
        assertThat(end.find()).isTrue();
        assertThat(here.post("/account", end.group(1)).statusCode()).isEqualTo(303);
        assertThat(there.get("/account").statusCode()).isEqualTo(401);
        assertThat(here.get("/account").statusCode()).isEqualTo(200);
    }

    @Test
    void times_and_days_are_those_of_the_visitors_clock() {
        UUID boss = people.the(Role.ADMINISTRATOR);
        Browser admin = signedIn(boss);
        String whom = "somebody " + UUID.randomUUID();
        audit.note(boss, AuditAction.INVITED, whom, "");
        Instant noted = audit.read(new AuditLog.Filter(whom, "", null, null, null), 1)
                .getFirst()
                .at();
        // At every moment it is a later day in the one place than in the other.
        ZoneId ahead = ZoneId.of("Pacific/Kiritimati");
        ZoneId behind = ZoneId.of("Pacific/Pago_Pago");
        String today = LocalDate.ofInstant(noted, ahead).toString();
        DateTimeFormatter time = DateTimeFormatter.ofPattern("HH:mm");
        String onlyToday = "/admin/audit?from=" + today + "&to=" + today + "&text=" + whom;
        assertThat(there(admin, ahead, onlyToday))
                .contains(">" + whom + "<", time.withZone(ahead).format(noted) + "</time>");
        assertThat(there(admin, behind, onlyToday)).contains("Nothing fits that.");
        assertThat(there(admin, behind, "/admin/audit?text=" + whom))
                .contains(">" + whom + "<", time.withZone(behind).format(noted) + "</time>");
        for (String page : List.of("/admin/people", "/admin/people/" + boss, "/account", "/account/tokens")) {
            assertThat(there(admin, behind, page)).as(page).doesNotContain("UTC");
        }
    }

    private static String there(Browser browser, ZoneId zone, String page) {
        return browser.request()
                .cookie(VisitorTime.COOKIE, zone.getId().replace("/", "%2F"))
                .get(page)
                .asString();
    }

    @Test
    void without_a_provider_there_is_no_button_and_no_page_for_one() {
        assertThat(browser.get("/sign-in").asString()).doesNotContain("/sign-in/provider");
        assertThat(browser.get("/sign-in/provider").statusCode()).isEqualTo(404);
    }

    private Browser signedIn(UUID who) {
        Browser fresh = new Browser();
        Response answer = signIn(fresh, loginOf(who), TestPeople.PASSWORD);
        assertThat(answer.statusCode()).isEqualTo(303);
        return fresh;
    }

    private static Response signIn(Browser from, String login, String password) {
        return from.post("/sign-in", "/sign-in", Map.of("login", login, "password", password, "next", ""));
    }

    private String loginOf(UUID who) {
        String login = accounts.find(who).orElseThrow().login();
        return login == null ? "" : login;
    }

    private static String link(Response page) {
        Matcher link = LINK.matcher(page.asString());
        assertThat(link.find()).as("a link on the page").isTrue();
        return link.group(1);
    }
}
