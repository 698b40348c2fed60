package dev.packetwalk.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages as a real browser shows them. Pictures of all of them are left in target/screens. */
@QuarkusTest
@WithTestResource(WebDatabase.class)
@Tag("browser")
class PagesInBrowserTest {
    private static final String LESSON = "lessons/iptables-following-a-packet";
    private static final String FIREWALL = LESSON + "/minimal-firewall";
    private static final String DROP_FIRST = """
            *filter
            :INPUT ACCEPT [0:0]
            :FORWARD ACCEPT [0:0]
            :OUTPUT ACCEPT [0:0]
            -A INPUT -i lo -j ACCEPT
            -A INPUT -j DROP
            -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            COMMIT
            """;

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @TestHTTPResource
    @SuppressWarnings("NullAway.Init") // set before each test
    URL base;

    @Inject
    QuietEngine engine;

    private final List<BrowserContext> contexts = new ArrayList<>();

    @AfterEach
    void closeWindows() {
        contexts.forEach(BrowserContext::close);
        engine.broken(false);
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1440, 900", "DARK, 1440, 900", "LIGHT, 360, 740", "DARK, 360, 740", "LIGHT, 2560, 1300"})
    void every_page_can_be_used_by_everyone(ColorScheme scheme, int width, int height) {
        Visit visit = new Visit(window(scheme, width, height), scheme.name().toLowerCase(Locale.ROOT) + "-" + width);
        visit.open("home-stranger", "");
        visit.open("unauthorized", "account");
        Page page = Chromium.join(visit.context, base.toString(), "Ada Lovelace");
        visit.look(page, "welcome");
        visit.open("home", "");
        visit.open("account", "account");
        visit.open("lesson", LESSON);
        visit.open("not-found", LESSON + "/nothing");
        page.navigate(base + FIREWALL);
        visit.look(page, "exercise-before");
        button(page, "Show a hint").click();
        page.getByText("Hint 1 of").waitFor();
        button(page, "Start your machine").click();
        page.locator("[data-island=terminal]").waitFor();
        engine.rules(DROP_FIRST);
        button(page, "Check now").click();
        page.locator(".check[data-state=failed]").first().waitFor();
        visit.look(page, "exercise-failed");
        visit.open("journal", FIREWALL + "/journal");
        button(page, "Start over").click();
        visit.look(page, "exercise-dialog");
        engine.broken(true);
        page.navigate(base + LESSON + "/auto-revert");
        button(page, "Start your machine").click();
        page.getByText("No machine can be had").waitFor();
        visit.look(page, "unavailable");
        engine.broken(false);
        page.navigate(base + LESSON + "/auto-revert");
        button(page, "Start your machine").click();
        page.navigate(base + LESSON + "/interpret-rules");
        button(page, "Start your machine").click();
        page.getByText("as many machines as you may").waitFor();
        visit.look(page, "too-many");
        assertThat(visit.problems).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void the_theme_is_the_systems_until_somebody_chooses_and_then_remembered(ColorScheme scheme) {
        Page page = window(scheme, 1000, 800).newPage();
        page.navigate(base.toString());
        String before = ground(page);
        button(page, "Change between light and dark").click();
        String chosen = ground(page);
        assertThat(chosen).isNotEqualTo(before);
        page.reload();
        assertThat(ground(page)).isEqualTo(chosen);
    }

    @Test
    void nothing_is_wider_than_the_narrowest_phone() {
        BrowserContext context = window(ColorScheme.LIGHT, 360, 740);
        Page page = Chromium.join(context, base.toString(), "W".repeat(60));
        for (String path : List.of("", "account", LESSON, FIREWALL)) {
            page.navigate(base + path);
            Object overflow =
                    page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            assertThat(overflow).as("pixels to the side on /%s", path).isEqualTo(0);
        }
    }

    @Test
    void a_command_is_broken_only_at_its_spaces_however_narrow_the_phone() {
        Page page = Chromium.join(window(ColorScheme.LIGHT, 360, 740), base.toString(), "Ada");
        page.navigate(base + FIREWALL);
        button(page, "Start your machine").click();
        page.locator("[data-island=terminal]").waitFor();
        engine.rules(DROP_FIRST.replace("-i lo", "-i lo -m comment --comment " + "x-".repeat(50)));
        button(page, "Check now").click();
        assertThat(page.locator(".check-why code")
                        .filter(new Locator.FilterOptions().setHasText("--comment"))
                        .first())
                .isVisible();
        assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .isEqualTo(0);
        for (int width : new int[] {320, 340, 380, 420}) {
            page.setViewportSize(width, 740);
            assertThat(page.evaluate("""
                    [...document.querySelectorAll('code')].filter(code => !code.closest('pre') && code.checkVisibility())
                        .flatMap(code => {
                            const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT), broken = [];
                            for (let text = walker.nextNode(); text; text = walker.nextNode()) {
                                for (const word of text.data.matchAll(/[^ ]+/g)) {
                                    const range = document.createRange();
                                    range.setStart(text, word.index);
                                    range.setEnd(text, word.index + word[0].length);
                                    if (word[0].length < 24 && range.getClientRects().length > 1) broken.push(word[0]);
                                }
                            }
                            return broken;
                        })
                    """))
                    .asInstanceOf(LIST)
                    .as("broken at %s pixels", width)
                    .isEmpty();
        }
    }

    @Test
    void a_command_is_typed_into_the_terminal_by_one_click() {
        Page page = Chromium.join(window(ColorScheme.LIGHT, 1440, 900), base.toString(), "Ada");
        page.navigate(base + FIREWALL);
        assertThat(button(page, "To the terminal")).hasCount(0);
        button(page, "Start your machine").click();
        page.locator("[data-island=terminal]").waitFor();
        page.evaluate("document.addEventListener('packetwalk:type', e => { window.typed = e.detail; })");
        String command =
                page.locator("figure.command[data-run=true] code").first().textContent();
        button(page, "To the terminal").first().click();
        assertThat(page.evaluate("window.typed.text")).isEqualTo(command.stripTrailing());
        assertThat(page.evaluate("window.typed.run")).isEqualTo(true);
    }

    @Test
    void checks_change_by_themselves_and_are_said_aloud_and_hostile_rules_stay_text() {
        engine.rules(QuietEngine.NO_RULES);
        Page page = Chromium.join(window(ColorScheme.LIGHT, 1440, 900), base.toString(), "Ada");
        page.routeWebSocket("**/live?**", socket -> socket.send("""
                {"kind":"grade","exercise":"x","passed":false,"settled":true,"checks":[
                 {"id":"rest-dropped","state":"failed","words":"Not passed",
                  "reason":[{"text":"Decided by ","code":false},{"text":"<img src=x onerror=alert(1)>","code":true}],
                  "rules":[{"place":"INPUT 2","text":"-A INPUT -j ACCEPT","role":"decided","words":"decides"}],"steps":[]},
                 {"id":"loopback-in","state":"passed","words":"Passed","reason":[],"rules":[],"steps":[]}],"watched":[]}
                """));
        page.navigate(base + FIREWALL);
        button(page, "Start your machine").click();
        assertThat(page.locator("[data-check=loopback-in]")).hasAttribute("data-state", "passed");
        assertThat(page.locator("[data-check=rest-dropped] .check-why")).containsText("<img src=x onerror=alert(1)>");
        assertThat(page.locator("[data-check=rest-dropped] .rule-place")).hasText("INPUT 2");
        assertThat(page.locator("#check-news")).containsText("Passed");
        assertThat(page.locator(".check img")).hasCount(0);
    }

    @Test
    void what_was_seen_last_stays_while_it_is_looked_at_again_and_no_longer() {
        Page page = Chromium.join(window(ColorScheme.LIGHT, 1440, 900), base.toString(), "Ada");
        page.routeWebSocket("**/live?**", socket -> {
            String message = """
                    {"kind":"grade","exercise":"x","passed":false,"settled":%s,"kept":true,"watched":[],"checks":[
                     {"id":"accepts-first","state":"%s","words":"%s","reason":[{"text":"%s","code":false}],"rules":[],"steps":[]}]}
                    """;
            socket.send(message.formatted(true, "failed", "Not passed", "The old reason."));
            socket.onMessage(frame -> {});
            page.onConsoleMessage(said -> {
                if (said.text().startsWith("settled ")) {
                    socket.send(message.formatted(
                            said.text().endsWith("true"), "waiting", "Not yet", "There are no rules yet."));
                }
            });
        });
        page.navigate(base + FIREWALL);
        button(page, "Start your machine").click();
        Locator check = page.locator("[data-check=accepts-first]");
        assertThat(check).hasAttribute("data-state", "failed");
        page.evaluate("console.log('settled false')");
        assertThat(check.locator(".check-why")).hasText("The old reason.");
        page.evaluate("console.log('settled true')");
        assertThat(check.locator(".check-why")).hasText("There are no rules yet.");
        assertThat(check).hasAttribute("data-state", "waiting");
    }

    @Test
    void each_step_says_what_was_found_when_it_came_true() {
        Page page = Chromium.join(window(ColorScheme.LIGHT, 1440, 900), base.toString(), "Ada");
        page.routeWebSocket("**/live?**", socket -> socket.send("""
                {"kind":"grade","exercise":"x","passed":false,"settled":true,"kept":true,"watched":[],"checks":[
                 {"id":"three-states","state":"passed","words":"Passed","reason":[],"rules":[],"steps":[
                  {"id":"works","state":"done","words":"done","doneAt":"2026-01-01T00:00:00Z","dueAt":null,
                   "reason":[{"text":"Let in by ","code":false},{"text":"<b>","code":true}],
                   "rules":[{"place":"INPUT 2","text":"-A INPUT -j ACCEPT","role":"decided","words":"decides"}]},
                  {"id":"broken","state":"next","words":"next","doneAt":null,"dueAt":null,"reason":null,"rules":[]}]}]}
                """));
        page.navigate(base + "lessons/iptables-following-a-packet/rule-order");
        button(page, "Start your machine").click();
        Locator works = page.locator("[data-step=works]");
        assertThat(works).hasAttribute("data-state", "done");
        assertThat(works.locator(".check-why")).hasText("Let in by <b>");
        assertThat(works.locator(".rule")).containsText("-A INPUT -j ACCEPT");
        assertThat(page.locator("[data-step=broken]")).hasAttribute("data-state", "next");
        assertThat(page.locator("[data-step=broken] .check-why")).isHidden();
        assertThat(page.locator("#check-news")).containsText("Your firewall is in place: done.");
    }

    @Test
    void the_end_of_a_machine_is_told_on_the_open_page() {
        Page page = Chromium.join(window(ColorScheme.LIGHT, 1440, 900), base.toString(), "Ada");
        page.routeWebSocket("**/live?**", socket -> {
            socket.send("{\"kind\":\"lease\",\"idleEndsAt\":\"%s\",\"hardEndsAt\":\"%s\",\"warning\":true}"
                    .formatted(
                            java.time.Instant.now().plusSeconds(200),
                            java.time.Instant.now().plusSeconds(9000)));
            socket.onMessage(frame -> {});
            page.onConsoleMessage(message -> {
                if (message.text().equals("end now")) {
                    socket.send("{\"kind\":\"ended\",\"reason\":\"idle\"}");
                }
            });
        });
        page.navigate(base + FIREWALL);
        button(page, "Start your machine").click();
        assertThat(page.locator("#lease-warning")).containsText("3 minutes");
        assertThat(button(page, "Keep it longer")).isVisible();
        page.evaluate("console.log('end now')");
        assertThat(page.locator("#machine-ended")).containsText("nobody used it for a while");
        assertThat(button(page, "Start a fresh one")).isVisible();
    }

    private BrowserContext window(ColorScheme scheme, int width, int height) {
        BrowserContext context = CHROMIUM.context(scheme, width, height);
        contexts.add(context);
        return context;
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static String ground(Page page) {
        return page.evaluate("getComputedStyle(document.body).backgroundColor").toString();
    }

    /** As the server sent it: for work on the style sheet without the server. */
    private static void keep(Page page, String name) {
        try {
            Path file = Path.of("target", "screens", name + ".html");
            Files.createDirectories(file.getParent());
            Files.writeString(file, page.content());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Looks at page after page in one window, and collects what is wrong with them. */
    private final class Visit {
        private final BrowserContext context;
        private final String label;
        private final List<String> problems = new ArrayList<>();

        Visit(BrowserContext context, String label) {
            this.context = context;
            this.label = label;
        }

        void open(String name, String path) {
            try (Page page = context.newPage()) {
                page.navigate(base + path);
                look(page, name);
            }
        }

        void look(Page page, String name) {
            if (label.equals("light-1440")) {
                keep(page, name);
            }
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of("target", "screens", name + "-" + label + ".png"))
                    .setFullPage(!name.startsWith("exercise") || label.endsWith("360")));
            for (Rule rule : PageLook.axe(page).analyze().getViolations()) {
                rule.getNodes()
                        .forEach(node -> problems.add(name + " " + label + ": " + rule.getId() + " " + node.getTarget()
                                + " " + node.getFailureSummary()));
            }
        }
    }
}
