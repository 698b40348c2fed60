package dev.packetwalk.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lesson as a real browser shows it. Pictures are left in target/screens. */
@QuarkusTest
@WithTestResource(WebDatabase.class)
@Tag("browser")
class LessonInBrowserTest {
    private static final String LESSON = "lessons/iptables-following-a-packet";

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @TestHTTPResource
    @SuppressWarnings("NullAway.Init") // set before each test
    URL base;

    @ParameterizedTest
    @CsvSource({"LIGHT, 360", "DARK, 360", "LIGHT, 1280", "DARK, 1280", "DARK, 2560"})
    void everyone_can_read_it(ColorScheme scheme, int width) {
        try (BrowserContext context = CHROMIUM.context(scheme, width, 900)) {
            Page page = open(context);
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of("target", "screens", "whole-lesson-" + scheme + "-" + width + ".png"))
                    .setFullPage(true));
            assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .isEqualTo(0);
            assertThat(problems(page)).isEmpty();
            for (String part : List.of("cheat-sheet", "services")) {
                page.navigate(base + "reading/iptables-following-a-packet/" + part);
                assertThat(problems(page)).as(part).isEmpty();
            }
        }
    }

    private static List<String> problems(Page page) {
        return PageLook.axe(page).analyze().getViolations().stream()
                .flatMap(rule -> rule.getNodes().stream()
                        .map(node -> rule.getId() + " " + node.getTarget() + " " + node.getFailureSummary()))
                .toList();
    }

    @Test
    void fields_are_explained_by_arrow_keys_and_the_sheet_opens_by_one_key() {
        try (BrowserContext context = CHROMIUM.context(ColorScheme.LIGHT, 1280, 900)) {
            Page page = open(context);
            page.locator("[data-explains] [role=button]").first().focus();
            page.keyboard().press("ArrowRight");
            assertThat(page.locator("[data-explains] [data-panel]").first()).containsText("The policy");
            page.keyboard().press("?");
            assertThat(page.locator("dialog.sheet-dialog")).isVisible();
            page.keyboard().type("restore");
            assertThat(page.locator("dialog [data-sheet-entry]:visible").first())
                    .containsText("restore");
            page.keyboard().press("Escape");
            assertThat(page.locator("dialog.sheet-dialog")).isHidden();
        }
    }

    @Test
    void services_are_explored_in_place_and_what_was_read_is_ticked() {
        try (BrowserContext context = CHROMIUM.context(ColorScheme.LIGHT, 1280, 900)) {
            Page page = open(context);
            page.locator(".services-rules a").first().click();
            assertThat(page.locator(".services-inner h3").first()).containsText("KUBE-SVC-");
            page.locator(".services-inner a").first().click();
            assertThat(page.locator(".services-inner h3").nth(1)).containsText("KUBE-SEP-");
            page.locator("#takeaways").scrollIntoViewIfNeeded();
            page.locator("[data-end=takeaways]").scrollIntoViewIfNeeded();
            assertThat(page.locator("[data-toc-section=takeaways]")).hasClass(Pattern.compile("read"));
        }
    }

    private Page open(BrowserContext context) {
        Page page = Chromium.join(context, base.toString(), "Ada");
        page.navigate(base + LESSON);
        assertThat(page.locator("[data-panel]").first()).isVisible();
        return page;
    }
}
