package dev.packetwalk.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages in Chinese as a real browser shows them. Pictures are left in target/screens. */
@QuarkusTest
@WithTestResource(WebDatabase.class)
@Tag("browser")
class LanguageInBrowserTest {
    private static final String LESSON = "lessons/iptables-following-a-packet";

    private static final String DROP_FIRST = """
            *filter
            :INPUT ACCEPT [0:0]
            -A INPUT -j DROP
            COMMIT
            """;

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @TestHTTPResource
    @SuppressWarnings("NullAway.Init") // set before each test
    URL base;

    @Inject
    QuietEngine engine;

    @ParameterizedTest
    @ValueSource(ints = {360, 1440})
    void the_switch_changes_every_page_and_each_can_be_used_by_everyone(int width) {
        engine.rules(DROP_FIRST);
        List<String> problems = new ArrayList<>();
        BrowserContext context = CHROMIUM.context(ColorScheme.LIGHT, width, 900);
        Page page = Chromium.join(context, base.toString(), "Ada");
        page.navigate(base.toString());
        page.locator(".languages summary").click();
        page.locator(".languages a[lang=zh-CN]").click();
        assertThat(page.locator("html")).hasAttribute("lang", "zh-CN");
        assertThat(page.locator("h1")).hasText("跟随一个数据包，走过每一条链");
        look(page, "home", width, problems);
        page.locator(".languages summary").click();
        look(page, "switch", width, problems);
        page.navigate(base + LESSON);
        assertThat(page.locator("h1")).containsText("跟随一个数据包");
        look(page, "lesson", width, problems);
        page.navigate(base + LESSON + "/minimal-firewall");
        assertThat(page.locator("h1").last()).hasText("搭一道最小的防火墙");
        look(page, "exercise-before", width, problems);
        page.locator("form[action$='/machine'] button").click();
        assertThat(page.locator(".terminal-tabs button")).hasText("终端 1");
        assertThat(page.locator(".command-buttons button").first()).hasText("复制");
        page.locator("form[action$='/check'] button").click();
        page.locator(".check[data-state=failed]").first().waitFor();
        assertThat(page.locator(".check[data-state=failed] .check-state").first())
                .hasText("未通过");
        look(page, "exercise", width, problems);
        page.navigate(base + LESSON + "/nothing");
        look(page, "not-found", width, problems);
        context.close();
        engine.rules(QuietEngine.NO_RULES);
        assertThat(problems).isEmpty();
    }

    private static void look(Page page, String name, int width, List<String> problems) {
        page.screenshot(new ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target/screens/zh-" + name + "-" + width + ".png")));
        for (Rule rule : new AxeBuilder(page).analyze().getViolations()) {
            problems.add(name + ": " + rule.getId() + " " + rule.getNodes());
        }
        // Not among the rules that axe applies by itself: what is read on the switch is part of what it is called.
        for (Rule rule : new AxeBuilder(page)
                .include(".languages")
                .withRules(List.of("label-content-name-mismatch"))
                .analyze()
                .getViolations()) {
            problems.add(name + ": " + rule.getId() + " " + rule.getNodes());
        }
        Object aside = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (!aside.equals(0)) {
            problems.add(name + " is " + aside + " pixels too wide");
        }
    }
}
