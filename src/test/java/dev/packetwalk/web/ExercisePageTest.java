package dev.packetwalk.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.packetwalk.sandbox.Claim;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.sandbox.Topology;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(WebDatabase.class)
class ExercisePageTest {
    private static final String LESSON = "/lessons/iptables-following-a-packet";
    private static final String FIREWALL = LESSON + "/minimal-firewall";
    private static final Pattern SANDBOX = Pattern.compile("data-sandbox=\"([a-z2-7]{26})\"");

    @Inject
    QuietEngine engine;

    @Inject
    Sandboxes sandboxes;

    private final Browser browser = new Browser();

    @AfterEach
    void repair() {
        engine.broken(false);
        engine.rules(QuietEngine.NO_RULES);
    }

    @ParameterizedTest
    @ValueSource(strings = {LESSON, FIREWALL, FIREWALL + "/machine/queue", "/account", "/welcome"})
    void a_stranger_sees_nothing_of_learners(String path) {
        Response page = browser.get(path);
        assertThat(page.statusCode()).isEqualTo(401);
        assertThat(page.asString()).contains("Please join first");
    }

    @Test
    void a_stranger_who_opened_an_exercise_comes_back_to_it_after_joining() {
        assertThat(browser.get(FIREWALL).asString()).contains("href=\"/?next=" + FIREWALL + "#join\"");
        assertThat(browser.get("/?next=" + FIREWALL).asString()).contains("name=\"next\" value=\"" + FIREWALL + "\"");
    }

    @Test
    void the_lesson_lists_its_five_exercises_in_order() {
        browser.join("Ada");
        assertThat(browser.get(LESSON).asString())
                .containsSubsequence(
                        "/interpret-rules\"",
                        "/minimal-firewall\"",
                        "/rule-order\"",
                        "/inspect-conntrack\"",
                        "/auto-revert\"");
    }

    @Test
    void an_exercise_begins_with_a_machine_and_goes_on_with_the_same_one() {
        browser.join("Ada");
        assertThat(browser.get(FIREWALL).asString())
                .contains("Start your machine")
                .doesNotContain("data-sandbox");
        assertThat(browser.post(FIREWALL, FIREWALL + "/machine").header("Location"))
                .endsWith(FIREWALL);
        String first = sandbox(browser);
        assertThat(first).isNotNull();
        browser.post(FIREWALL, FIREWALL + "/machine");
        assertThat(sandbox(browser)).isEqualTo(first);
        assertThat(browser.get(LESSON).asString()).contains("begun");
    }

    @Test
    void starting_over_gives_another_machine_and_giving_back_none() {
        browser.join("Ada");
        browser.post(FIREWALL, FIREWALL + "/machine");
        String first = sandbox(browser);
        browser.post(FIREWALL, FIREWALL + "/machine/reset");
        String second = sandbox(browser);
        assertThat(second).isNotNull().isNotEqualTo(first);
        browser.post(FIREWALL, FIREWALL + "/machine/extend");
        assertThat(sandbox(browser)).isEqualTo(second);
        browser.post(FIREWALL, FIREWALL + "/machine/release");
        assertThat(browser.get(FIREWALL).asString())
                .contains("You gave your machine back", "Start a fresh one")
                .doesNotContain("data-sandbox");
    }

    @Test
    void a_machine_is_seen_by_its_learner_only() {
        browser.join("Ada");
        browser.post(FIREWALL, FIREWALL + "/machine");
        Browser other = new Browser();
        other.join("Bob");
        assertThat(sandbox(other)).isNull();
        other.post(FIREWALL, FIREWALL + "/machine/release");
        other.post(FIREWALL, FIREWALL + "/machine/reset");
        assertThat(sandbox(browser)).isNotNull().isNotEqualTo(sandbox(other));
    }

    @Test
    void without_the_token_of_the_page_no_machine_is_touched() {
        browser.join("Ada");
        for (String below : new String[] {"/machine", "/machine/reset", "/machine/release", "/check", "/hints"}) {
            Response refused = browser.request()
                    .contentType("application/x-www-form-urlencoded")
                    .post(FIREWALL + below);
            assertThat(refused.statusCode()).as(below).isEqualTo(400);
        }
        assertThat(sandbox(browser)).isNull();
    }

    @Test
    void the_token_can_come_in_a_header_as_scripts_send_it() {
        browser.join("Ada");
        Response claimed = browser.request()
                .header("X-CSRF-TOKEN", browser.token(FIREWALL))
                .post(FIREWALL + "/machine");
        assertThat(claimed.statusCode()).isEqualTo(303);
        assertThat(sandbox(browser)).isNotNull();
    }

    @Test
    void hints_come_one_by_one_and_only_those_asked_for() {
        browser.join("Ada");
        assertThat(browser.get(FIREWALL).asString()).contains("Show a hint").doesNotContain("class=\"hint ");
        browser.post(FIREWALL, FIREWALL + "/hints");
        assertThat(browser.get(FIREWALL).asString()).contains("Hint 1 of").doesNotContain("Hint 2 of");
        browser.post(FIREWALL, FIREWALL + "/hints");
        assertThat(browser.get(FIREWALL).asString()).contains("Hint 2 of");
    }

    @Test
    void checking_now_shows_what_was_found_even_without_scripts() {
        browser.join("Ada");
        browser.post(FIREWALL, FIREWALL + "/machine");
        Response checked = browser.post(FIREWALL, FIREWALL + "/check");
        assertThat(checked.statusCode()).isEqualTo(303);
        assertThat(checked.header("Location")).endsWith("#checks");
        assertThat(browser.get(FIREWALL).asString())
                .contains("data-check=\"rest-dropped\"")
                .contains("class=\"check-why\" >");
    }

    @Test
    void an_engine_that_is_away_is_told_as_such() {
        browser.join("Ada");
        engine.broken(true);
        Response refused = browser.post(FIREWALL, FIREWALL + "/machine");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.asString()).contains("No machine can be had at the moment");
    }

    @Test
    void a_third_machine_is_not_to_be_had_before_one_is_given_back() {
        browser.join("Ada");
        browser.post(LESSON, LESSON + "/interpret-rules/machine");
        browser.post(LESSON, FIREWALL + "/machine");
        Response refused = browser.post(LESSON, LESSON + "/auto-revert/machine");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.asString()).contains("as many machines as you may", FIREWALL + "/machine/release");
        browser.post(LESSON, FIREWALL + "/machine/release");
        assertThat(browser.post(LESSON, LESSON + "/auto-revert/machine").statusCode())
                .isEqualTo(303);
    }

    @Test
    void a_full_house_is_a_place_in_the_queue_and_then_a_machine() {
        List<Lease> others = fillTheHouse();
        try {
            browser.join("Ada");
            assertThat(browser.post(FIREWALL, FIREWALL + "/machine").header("Location"))
                    .endsWith("/machine/queue");
            assertThat(browser.get(FIREWALL + "/machine/queue").asString())
                    .contains("Every machine is taken just now", "You are next", "http-equiv=\"refresh\"");
            Response linked =
                    browser.request().header("Sec-Fetch-Site", "cross-site").get(FIREWALL + "/machine/queue");
            assertThat(linked.header("Location")).as("a link elsewhere").endsWith(FIREWALL);
        } finally {
            others.forEach(lease -> sandboxes.release(lease.id()));
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> browser.get(FIREWALL + "/machine/queue").statusCode() == 303);
        assertThat(sandbox(browser)).isNotNull();
    }

    @Test
    void who_does_not_want_to_wait_loses_the_place() {
        List<Lease> others = fillTheHouse();
        try {
            browser.join("Ada");
            browser.post(FIREWALL, FIREWALL + "/machine");
            assertThat(sandboxes.census().waiting()).isEqualTo(1);
            browser.post(FIREWALL, FIREWALL + "/machine/queue/leave");
            assertThat(sandboxes.census().waiting()).isZero();
        } finally {
            others.forEach(lease -> sandboxes.release(lease.id()));
        }
    }

    private List<Lease> fillTheHouse() {
        List<Lease> leases = new ArrayList<>();
        while (true) {
            UUID learner = UUID.randomUUID();
            switch (sandboxes.claim(learner, "elsewhere", Topology.plain("plain"))) {
                case Claim.Granted granted -> leases.add(granted.lease());
                case Claim.Queued _, Claim.TooMany _ -> {
                    sandboxes.leaveQueue(learner, "elsewhere");
                    return leases;
                }
            }
        }
    }

    @Test
    void what_does_not_exist_is_not_found() {
        browser.join("Ada");
        assertThat(browser.get("/lessons/nothing").statusCode()).isEqualTo(404);
        assertThat(browser.get(LESSON + "/nothing").asString()).contains("no exercise of that name");
        assertThat(browser.get("/lessons/..%2f..%2fetc/passwd").statusCode()).isEqualTo(404);
    }

    @Test
    void only_the_page_with_a_terminal_may_have_styles_made_by_script() {
        browser.join("Ada");
        assertThat(browser.get(FIREWALL).header("Content-Security-Policy"))
                .contains("style-src 'self' 'unsafe-inline'", "script-src 'self';");
        assertThat(browser.get(LESSON).header("Content-Security-Policy")).doesNotContain("unsafe-inline");
    }

    @Test
    void a_made_up_session_is_a_strangers() {
        Response page = given().header("Accept", "text/html")
                .cookie("packetwalk_session", "A".repeat(43))
                .get(FIREWALL);
        assertThat(page.statusCode()).isEqualTo(401);
    }

    private static @org.jspecify.annotations.Nullable String sandbox(Browser browser) {
        Matcher found = SANDBOX.matcher(browser.get(FIREWALL).asString());
        return found.find() ? found.group(1) : null;
    }

    @Test
    void the_solution_opens_after_all_hints_and_some_more_tries_and_not_before() {
        browser.join("Ada");
        browser.post(FIREWALL, FIREWALL + "/machine");
        browser.post(FIREWALL, FIREWALL + "/solution");
        assertThat(browser.get(FIREWALL).asString())
                .contains("It opens once you have seen every hint")
                .doesNotContain("<pre tabindex=\"0\"><code>command -v iptables");

        for (int hint = 0; hint < 5; hint++) {
            browser.post(FIREWALL, FIREWALL + "/hints");
        }
        browser.post(FIREWALL, FIREWALL + "/solution");

        assertThat(browser.get(FIREWALL).asString())
                .contains("You have seen every hint. It opens after")
                .doesNotContain("<pre tabindex=\"0\"><code>command -v iptables");
    }
}
