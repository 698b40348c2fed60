package dev.packetwalk.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.progress.Role;
import dev.packetwalk.progress.classes.ClassCode;
import dev.packetwalk.progress.classes.ClassPlan;
import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.web.people.TestPeople;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WebDatabase.class)
class JoinTest {
    @Inject
    Classes classes;

    @Inject
    TestPeople people;

    private final Browser browser = new Browser();

    @Test
    void the_first_page_says_what_this_is_and_how_to_join() {
        Response home = browser.get("/");
        assertThat(home.statusCode()).isEqualTo(200);
        assertThat(home.asString()).contains("Follow a packet through the chains", "action=\"/learners\"");
    }

    @Test
    void joining_signs_in_and_shows_the_resume_link_once() {
        String link = browser.join("Ada");
        assertThat(browser.get("/").asString()).contains("Welcome, \u2068Ada\u2069");
        assertThat(browser.get("/welcome").asString()).doesNotContain(link).contains("was shown already");
    }

    @Test
    void the_session_cookie_is_out_of_reach_of_scripts_and_other_sites() {
        Response joined = browser.post("/", "/learners", Map.of("name", "Ada"));
        assertThat(joined.getHeaders().getValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("packetwalk_session=")
                        .containsIgnoringCase("HttpOnly")
                        .containsIgnoringCase("SameSite=Lax")
                        .doesNotContainIgnoringCase("Secure"));
    }

    @Test
    void a_hostile_name_is_shown_and_not_run() {
        browser.join("<script>alert(1)</script>\"'&");
        assertThat(browser.get("/").asString())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;")
                .doesNotContain("<script>alert(1)");
    }

    @Test
    void a_name_that_shows_nothing_is_refused_with_the_form_as_it_was() {
        Response refused = browser.post("/", "/learners", Map.of("name", "\u200B", "classCode", "<b>x"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.asString()).contains("cannot be seen").contains("value=\"&lt;b&gt;x\"");
    }

    @Test
    void a_class_code_must_exist_and_its_case_does_not_matter() {
        Classes.Making made = classes.make(
                people.the(Role.INSTRUCTOR),
                ClassPlan.of("Networks, first year", new ClassCode("NET-101"), "iptables-following-a-packet"));
        assertThat(made).isInstanceOf(Classes.Making.Made.class);
        Response wrong = browser.post("/", "/learners", Map.of("name", "Ada", "classCode", "NET-102"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.asString())
                .contains("There is no class with that code")
                .contains("value=\"Ada\"");
        Response right = browser.post("/", "/learners", Map.of("name", "Ada", "classCode", " net-101 "));
        assertThat(right.statusCode()).isEqualTo(303);
        assertThat(browser.get("/account").asString()).contains("Networks, first year");
    }

    @Test
    void without_the_token_of_a_form_nobody_joins() {
        Response refused = browser.request().formParam("name", "Ada").post("/learners");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.asString()).contains("did not add up");
    }

    @Test
    void a_form_on_another_site_is_refused_even_with_a_token() {
        Response refused = browser.request()
                .header("Origin", "https://evil.example")
                .formParam("csrf-token", browser.token("/"))
                .formParam("name", "Ada")
                .post("/learners");
        assertThat(refused.statusCode()).isEqualTo(403);
        Response alsoRefused = browser.request()
                .header("Sec-Fetch-Site", "cross-site")
                .formParam("csrf-token", browser.token("/"))
                .formParam("name", "Ada")
                .post("/learners");
        assertThat(alsoRefused.statusCode()).isEqualTo(403);
    }

    @Test
    void after_joining_one_lands_where_one_wanted_to_go_but_never_elsewhere() {
        String next = "/lessons/iptables-following-a-packet/minimal-firewall";
        assertThat(browser.post("/", "/learners", Map.of("name", "Ada", "next", next))
                        .header("Location"))
                .endsWith("/welcome?next=%2Flessons%2Fiptables-following-a-packet%2Fminimal-firewall");
        assertThat(browser.get("/welcome?next=" + next).asString()).contains("href=\"" + next + "\"");
        assertThat(browser.get("/welcome?next=https://evil.example/").asString())
                .contains("class=\"button primary\" href=\"/\"");
        assertThat(browser.get("/welcome?next=//evil.example/").asString())
                .contains("class=\"button primary\" href=\"/\"");
    }

    @Test
    void a_stranger_is_asked_to_join_and_a_program_is_told_in_json() {
        Response page = browser.get("/account");
        assertThat(page.statusCode()).isEqualTo(401);
        assertThat(page.asString()).contains("Please join first", "href=\"/#join\"");
        Response problem =
                given().header("Accept", "application/json, text/html;q=0.5").get("/account");
        assertThat(problem.statusCode()).isEqualTo(401);
        assertThat(problem.contentType()).startsWith("application/problem+json");
        assertThat(problem.jsonPath().getInt("status")).isEqualTo(401);
    }

    @Test
    void what_is_not_there_is_a_clear_page() {
        Response page = browser.get("/nowhere");
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.asString()).contains("There is nothing here").contains("href=\"/\"");
    }

    @Test
    void pages_load_nothing_from_elsewhere_and_are_kept_by_nobody() {
        Response home = browser.get("/");
        assertThat(home.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(home.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(home.header("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(home.header("Cache-Control")).isEqualTo("no-store");
    }
}
