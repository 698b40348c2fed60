package dev.packetwalk.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.grading.Grade;
import dev.packetwalk.grading.Reason;
import dev.packetwalk.lesson.Flashcard;
import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.Cards;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.Sessions;
import dev.packetwalk.progress.Token;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Flashcards for a browser without scripts. */
@QuarkusTest
@WithTestResource(WebDatabase.class)
class CardsPageTest {
    private static final String LESSON = "iptables-following-a-packet";
    private static final Pattern FORM = Pattern.compile("action=\"(/cards/[^\"]+/answers)\"");

    @Inject
    Cards cards;

    @Inject
    Attempts attempts;

    @Inject
    Sessions sessions;

    @Inject
    Lessons lessons;

    @Inject
    TestCardClock clock;

    private final Browser browser = new Browser();

    @BeforeEach
    void join() {
        clock.set(TestCardClock.NOON);
        browser.join("Ada");
    }

    @Test
    void a_card_shows_its_question_its_answer_and_when_it_would_come_back() {
        String page = browser.get("/cards").asString();
        assertThat(page)
                .contains("meant for this very machine", "<summary", "Show the answer", "<strong>INPUT</strong>")
                .contains("<small>1 min</small>", "<small>6 min</small>", "<small>10 min</small>")
                .contains("<small>8 days</small>")
                .contains("7 cards left", "7 new");
        assertThat(FORM.matcher(page).results()).hasSize(4);
    }

    @Test
    void answers_lead_from_card_to_card_until_all_are_done() {
        int answered = 0;
        for (String form = form(); !form.isEmpty(); form = form()) {
            assertThat(answer(form, 4, 0).getHeader("Location")).endsWith("/cards");
            answered++;
        }
        assertThat(answered).isEqualTo(7);
        assertThat(browser.get("/cards").asString())
                .contains("Done for now", "7 answers today.", "The next card is due in 8 days.");
        assertThat(cards.of(learner())).hasSize(7);
    }

    @Test
    void what_was_not_known_comes_back_in_a_minute_and_before_what_is_new() {
        String first = form();
        answer(first, 1, 0);
        assertThat(form()).isNotEqualTo(first);
        clock.advance(Duration.ofSeconds(61));
        assertThat(form()).isEqualTo(first);
    }

    @Test
    void a_form_sent_twice_counts_once_and_goes_on() {
        String first = form();
        answer(first, 3, 0);
        Response again = answer(first, 1, 0);
        assertThat(again.statusCode()).isEqualTo(303);
        assertThat(cards.of(learner()))
                .singleElement()
                .satisfies(card -> assertThat(card.reviews()).isEqualTo(1));
    }

    @Test
    void an_exercise_that_is_passed_brings_its_cards_a_few_a_day() {
        pass("interpret-rules");
        // Seven from the start and nine of the exercise, of which ten may be new today.
        assertThat(browser.get("/cards").asString()).contains("10 cards left", "10 new");
        for (int i = 0; i < 10; i++) {
            answer(form(), 4, 0);
        }
        assertThat(browser.get("/cards").asString()).contains("Done for now", "due in 16 hours");
        clock.set(Instant.parse("2026-03-02T03:59:00Z"));
        assertThat(form()).isEmpty();
        clock.set(Instant.parse("2026-03-02T04:00:00Z"));
        assertThat(browser.get("/cards").asString()).contains("6 cards left", "6 new");
    }

    @Test
    void the_day_is_the_one_where_the_browser_is() {
        pass("interpret-rules");
        clock.set(Instant.parse("2026-03-01T17:00:00Z"));
        for (int i = 0; i < 10; i++) {
            answer(form(), 4, 0);
        }
        // In Tokyo it was two in the morning, and is half past four.
        clock.set(Instant.parse("2026-03-01T19:30:00Z"));
        assertThat(form()).isEmpty();
        assertThat(browser.request()
                        .cookie("packetwalk_zone", "Asia%2FTokyo")
                        .get("/cards")
                        .asString())
                .contains("6 cards left");
        assertThat(browser.request()
                        .cookie("packetwalk_zone", "no/such%zone")
                        .get("/cards")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_variant_that_is_passed_counts_as_the_exercise() {
        String variant = lesson().exercise("interpret-rules")
                .orElseThrow()
                .variants()
                .getFirst()
                .id();
        pass(variant);
        assertThat(browser.get("/cards").asString()).contains("10 cards left");
    }

    @Test
    void the_list_shows_every_card_and_the_answers_of_those_that_were_asked() {
        answer(form(), 4, 0);
        String list = browser.get("/cards/all").asString();
        assertThat(list).contains(lesson().cards().size() + " cards", "again in 8 days", "answered once");
        assertThat(list).contains("comes after 2. Build a minimal firewall");
        assertThat(list.split("class=\"cards-back\"", -1)).hasSize(2);
    }

    @Test
    void the_home_page_says_how_many_are_due_to_who_is_signed_in() {
        assertThat(browser.get("/").asString()).doesNotContain("cards-box");
        answer(form(), 4, 0);
        assertThat(browser.get("/").asString()).contains("6 cards are due", "href=\"/cards\"");
        while (!form().isEmpty()) {
            answer(form(), 4, 0);
        }
        assertThat(browser.get("/").asString()).contains("No card is due.", "due in 8 days", "href=\"/cards/all\"");
        assertThat(new Browser().get("/").asString()).doesNotContain("cards-box");
    }

    @Test
    void what_is_no_answer_is_refused_and_changes_nothing() {
        String form = form();
        assertThat(answer(form, 5, 0).statusCode()).isEqualTo(400);
        assertThat(browser.post("/cards", form, Map.of("rating", "x", "seen", "0"))
                        .statusCode())
                .isBetween(400, 404);
        assertThat(browser.post("/cards", form).statusCode()).isEqualTo(400);
        assertThat(answer("/cards/" + LESSON + "/no-such-card/answers", 3, 0).statusCode())
                .isEqualTo(404);
        String locked = lesson().cards().stream()
                .filter(card -> card.after().isPresent())
                .map(Flashcard::id)
                .findFirst()
                .orElseThrow();
        assertThat(answer("/cards/" + LESSON + "/" + locked + "/answers", 3, 0).statusCode())
                .isEqualTo(404);
        assertThat(browser.request()
                        .formParams(Map.of("rating", "3", "seen", "0"))
                        .post(form)
                        .statusCode())
                .isEqualTo(400);
        assertThat(cards.of(learner())).isEmpty();
    }

    @Test
    void cards_speak_the_language_of_the_browser() {
        String page = browser.request()
                .header("Accept-Language", "zh-CN")
                .get("/cards")
                .asString();
        assertThat(page).contains("lang=\"zh-CN\"", "显示答案", "由哪条链决定它的去留", "8 天");
    }

    @Test
    void strangers_are_asked_to_join_first() {
        assertThat(new Browser().get("/cards").statusCode()).isEqualTo(401);
        assertThat(new Browser().get("/cards/all").statusCode()).isEqualTo(401);
    }

    private Response answer(String form, int rating, int seen) {
        return browser.post("/cards", form, Map.of("rating", Integer.toString(rating), "seen", Integer.toString(seen)));
    }

    /** Where the answer to the card on the page goes; empty if there is none. */
    private String form() {
        Matcher form = FORM.matcher(browser.get("/cards").asString());
        return form.find() ? form.group(1) : "";
    }

    private void pass(String exercise) {
        ExerciseKey key = new ExerciseKey(LESSON, exercise);
        CheckResult passed =
                new CheckResult("all", "All", CheckResult.State.PASSED, Reason.of("as the test says"), List.of());
        attempts.record(attempts.open(learner(), key), new Grade(exercise, List.of(passed)), "");
    }

    private Lesson lesson() {
        return lessons.lesson(LESSON);
    }

    private UUID learner() {
        String secret = browser.sessionCookie().replace("packetwalk_session=", "");
        Token token = Token.parse(secret);
        assertThat(token).isNotNull();
        return sessions.learner(token).orElseThrow();
    }
}
