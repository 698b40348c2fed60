package dev.packetwalk.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import dev.packetwalk.progress.Role;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.web.board.TestClass;
import dev.packetwalk.web.people.TestPeople;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The live board as a real browser shows it, with forty learners. Pictures are left in target/screens. */
@QuarkusTest
@WithTestResource(WebDatabase.class)
@Tag("browser")
class BoardInBrowserTest {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @TestHTTPResource
    @SuppressWarnings("NullAway.Init") // set before each test
    URL base;

    @Inject
    TestPeople people;

    @Inject
    TestClass classes;

    private final List<BrowserContext> contexts = new ArrayList<>();
    private final PageLook look = new PageLook("");

    @AfterEach
    void closeWindows() {
        contexts.forEach(BrowserContext::close);
    }

    @ParameterizedTest
    @CsvSource({
        "LIGHT, 1440, 900, en",
        "DARK, 1440, 900, zh-CN",
        "LIGHT, 360, 740, en",
        "DARK, 360, 740, en",
        "LIGHT, 2560, 1300, en"
    })
    void the_pages_of_a_class_can_be_used_by_everyone(ColorScheme scheme, int width, int height, String language) {
        TaughtClass full = classes.full(people.the(Role.INSTRUCTOR));
        TaughtClass empty = classes.taughtBy(people.the(Role.INSTRUCTOR));
        String name = scheme.name().toLowerCase(Locale.ROOT) + "-" + width;
        Page page = instructor(scheme, width, height);
        page.navigate(base + "classes/" + full.id() + "/board?language=" + language);
        look.at(page, "board-" + name);
        page.navigate(base + "classes/" + full.id() + "/progress");
        look.at(page, "projector-" + name);
        page.navigate(base + "classes/" + full.id() + "/board");
        page.locator("tbody a").first().click();
        look.at(page, "learner-" + name);
        page.locator("#note-text")
                .fill("Read your rules from the top: which one does the reply meet first?\n<b>Take your time.</b>");
        page.locator(".learner-note button").click();
        page.locator(".learner-done").waitFor();
        look.at(page, "learner-noted-" + name);
        page.navigate(base + "classes/" + empty.id() + "/board");
        look.at(page, "board-empty-" + name);
        assertThat(look.problems()).isEmpty();
    }

    @Test
    void the_list_is_narrowed_and_ordered_and_the_mistake_of_most_is_named() {
        TaughtClass full = classes.full(people.the(Role.INSTRUCTOR));
        Page page = instructor(ColorScheme.LIGHT, 1440, 900);
        page.navigate(base + "classes/" + full.id() + "/board");
        assertThat(page.locator("tbody tr:visible")).hasCount(40);
        assertThat(page.locator("[data-obstacles] li").first()).containsText("12 of 40");
        assertThat(page.locator("[data-obstacles] li").first()).containsText("DROP before ACCEPT");
        field(page, "Name").fill("yuki");
        assertThat(page.locator("tbody tr:visible")).hasCount(1);
        field(page, "Name").fill("");
        field(page, "Exercise").selectOption("minimal-firewall");
        field(page, "State").selectOption("passed");
        assertThat(page.locator("tbody tr:visible")).hasCount(12);
        field(page, "State").selectOption("undone");
        assertThat(page.getByText("Nobody fits")).isVisible();
        field(page, "State").selectOption("");
        field(page, "Order").selectOption("name");
        assertThat(page.locator("tbody tr").first()).containsText("Amina Okafor");
        Locator chip = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("All passed"));
        chip.click();
        assertThat(chip).hasAttribute("aria-pressed", "true");
        assertThat(page.locator("tbody tr:visible")).hasCount(0);
    }

    private Page instructor(ColorScheme scheme, int width, int height) {
        BrowserContext context = CHROMIUM.context(scheme, width, height);
        contexts.add(context);
        context.addCookies(List.of(new Cookie(SessionCookie.NAME, people.as(Role.INSTRUCTOR)).setUrl(base.toString())));
        return context.newPage();
    }

    private static Locator field(Page page, String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }
}
