package dev.packetwalk.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flashcards by hand and by keyboard. Pictures are left in target/screens. */
@QuarkusTest
@WithTestResource(WebDatabase.class)
@Tag("browser")
class CardsInBrowserTest {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @TestHTTPResource
    @SuppressWarnings("NullAway.Init") // set before each test
    URL base;

    @Inject
    TestCardClock clock;

    private final List<BrowserContext> contexts = new ArrayList<>();

    @BeforeEach
    void setClock() {
        clock.set(TestCardClock.NOON);
    }

    @AfterEach
    void closeWindows() {
        contexts.forEach(BrowserContext::close);
    }

    @Test
    void cards_are_answered_by_keyboard_alone_and_each_step_is_said() {
        Page page = cards(ColorScheme.LIGHT, 1280, 800);
        for (int left = 6; left > 0; left--) {
            assertThat(page.locator("#card-answer")).isHidden();
            page.keyboard().press("1");
            page.keyboard().press("Space");
            assertThat(page.locator("#card-answer")).isVisible();
            assertThat(page.locator("#card-answer")).isFocused();
            String question = page.locator("#card-question").textContent();
            page.keyboard().press("4");
            assertThat(page.locator("#card-question")).not().hasText(question);
            assertThat(page.locator("#card-question")).isFocused();
            assertThat(page.locator("#cards-news"))
                    .containsText(left == 1 ? "It is the last one." : left + " are left.");
        }
        page.keyboard().press("Space");
        page.keyboard().press("4");
        assertThat(page.locator("h1")).hasText("Done for now");
        assertThat(page.locator("#flashcards")).containsText("7 answers today.");
        assertThat(page.url()).endsWith("/cards");
    }

    @Test
    void by_touch_the_buttons_do_the_same() {
        Page page = cards(ColorScheme.LIGHT, 360, 740);
        page.locator(".flashcard-back > summary").click();
        String question = page.locator("#card-question").textContent();
        ratings(page).nth(2).click();
        assertThat(page.locator("#card-question")).not().hasText(question);
        assertThat(page.locator(".flashcards-head")).containsText("6 cards left");
    }

    @Test
    void a_page_that_can_send_no_more_says_so() {
        Page page = cards(ColorScheme.LIGHT, 1280, 800);
        page.keyboard().press("Space");
        contexts.getFirst().clearCookies();
        page.keyboard().press("3");
        assertThat(page.locator("h1")).hasText("Please join first");
    }

    @Test
    void the_server_learns_the_browsers_time_zone() {
        Page page = cards(ColorScheme.LIGHT, 1280, 800);
        assertThat(page.evaluate("document.cookie").toString()).contains("packetwalk_zone=");
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1280, 800", "DARK, 1280, 800", "LIGHT, 360, 740", "DARK, 360, 740"})
    void every_state_can_be_used_by_everyone(ColorScheme scheme, int width, int height) {
        String label = scheme.name().toLowerCase(Locale.ROOT) + "-" + width;
        List<String> problems = new ArrayList<>();
        Page page = cards(scheme, width, height);
        look(page, "cards-question-" + label, problems);
        page.keyboard().press("Space");
        page.locator("#card-answer").waitFor();
        look(page, "cards-answer-" + label, problems);
        ratings(page).nth(0).click();
        assertThat(page.locator(".flashcards-head")).containsText("6 cards left");
        for (int left = 6; left > 0; left--) {
            page.locator(".flashcard-back > summary").click();
            ratings(page).nth(3).click();
            assertThat(page.locator(left == 1 ? "h1" : ".flashcards-head"))
                    .containsText(left == 1 ? "Done for now" : (left - 1) + " card");
        }
        look(page, "cards-done-" + label, problems);
        page.navigate(base + "cards/all");
        look(page, "cards-all-" + label, problems);
        page.navigate(base.toString());
        look(page, "cards-home-none-" + label, problems);
        clock.advance(Duration.ofDays(9));
        page.navigate(base.toString());
        look(page, "cards-home-due-" + label, problems);
        assertThat(problems).isEmpty();
    }

    private Page cards(ColorScheme scheme, int width, int height) {
        BrowserContext context = CHROMIUM.context(scheme, width, height);
        contexts.add(context);
        Page page = Chromium.join(context, base.toString(), "Ada");
        page.navigate(base + "cards");
        return page;
    }

    private static Locator ratings(Page page) {
        return page.locator(".flashcard-rating");
    }

    private static void look(Page page, String name, List<String> problems) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screens", name + ".png"))
                .setFullPage(true));
        PageLook.axe(page)
                .analyze()
                .getViolations()
                .forEach(rule -> rule.getNodes()
                        .forEach(node -> problems.add(name + ": " + rule.getId() + " " + node.getTarget())));
        Object overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (!overflow.equals(0)) {
            problems.add(name + ": " + overflow + " pixels to the side");
        }
    }
}
