package dev.packetwalk.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Coming back by a personal link, and going. */
@QuarkusTest
@WithTestResource(WebDatabase.class)
class ComeBackTest {
    private static final Pattern LISTED = Pattern.compile("action=\"/account/(sign-out|sessions/[^/]+/end)\"");
    private static final Pattern LINK = Pattern.compile("/resume/([A-Za-z0-9_-]{43})");

    private final Browser first = new Browser();
    private final Browser second = new Browser();

    @Test
    void opening_the_link_changes_nothing_and_its_button_signs_in() {
        String link = "/resume/" + first.join("Ada & <b>Bob</b>");
        assertThat(second.get(link).asString()).contains("Continue as \u2068Ada &amp; &lt;b&gt;Bob&lt;/b&gt;\u2069");
        assertThat(second.get("/account").statusCode()).isEqualTo(401);
        assertThat(second.post(link, link).statusCode()).isEqualTo(303);
        assertThat(browsersOf(second)).isEqualTo(2);
    }

    @Test
    void the_link_can_be_used_again_until_it_is_renewed() {
        String link = "/resume/" + first.join("Ada");
        second.post(link, link);
        assertThat(new Browser().get(link).statusCode()).isEqualTo(200);
        assertThat(first.post("/account", "/account/resume-link").header("Location"))
                .endsWith("/welcome");
        Matcher renewed = LINK.matcher(first.get("/welcome").asString());
        assertThat(renewed.find()).isTrue();
        Response old = new Browser().get(link);
        assertThat(old.statusCode()).isEqualTo(404);
        assertThat(old.asString()).contains("no longer good");
        assertThat(new Browser().get("/resume/" + renewed.group(1)).statusCode())
                .isEqualTo(200);
        assertThat(second.get("/account").statusCode())
                .as("who is signed in stays so")
                .isEqualTo(200);
    }

    @Test
    void the_button_needs_the_token_of_its_page() {
        String link = "/resume/" + first.join("Ada");
        Response refused = second.request()
                .contentType("application/x-www-form-urlencoded")
                .post(link);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(second.get("/account").statusCode()).isEqualTo(401);
    }

    @Test
    void a_made_up_link_is_nobodys() {
        assertThat(first.get("/resume/" + "A".repeat(43)).statusCode()).isEqualTo(404);
        assertThat(first.get("/resume/short").statusCode()).isEqualTo(404);
    }

    @Test
    void signing_out_here_leaves_the_other_browser_signed_in() {
        String link = "/resume/" + first.join("Ada");
        second.post(link, link);
        assertThat(first.post("/account", "/account/sign-out").statusCode()).isEqualTo(303);
        assertThat(first.get("/account").statusCode()).isEqualTo(401);
        assertThat(browsersOf(second)).isEqualTo(1);
    }

    @Test
    void signing_out_everywhere_ends_every_session_of_this_learner_only() {
        String link = "/resume/" + first.join("Ada");
        second.post(link, link);
        Browser bob = new Browser();
        bob.join("Bob");
        second.post("/account", "/account/sign-out-everywhere");
        assertThat(first.get("/account").statusCode()).isEqualTo(401);
        assertThat(second.get("/account").statusCode()).isEqualTo(401);
        assertThat(bob.get("/account").statusCode()).isEqualTo(200);
    }

    /** How many browsers the account's page lists, each with a button that signs it out. */
    private static long browsersOf(Browser browser) {
        return LISTED.matcher(browser.get("/account").asString()).results().count();
    }
}
