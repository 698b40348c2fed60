package dev.packetwalk.web.terminal;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import dev.packetwalk.progress.Learners;
import dev.packetwalk.sandbox.Ending;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.web.Assets;
import dev.packetwalk.web.Chromium;
import dev.packetwalk.web.WebDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The terminal island in a real browser, over real shells, on a page that has nothing else. */
@QuarkusTest
@TestProfile(LocalTerminalsProfile.class)
@WithTestResource(WebDatabase.class)
@Tag("browser")
class TerminalBrowserTest {
    private static final Path PICTURES = Path.of("target", "screens");
    /** As the exercise page has it. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self'";

    @Inject
    Learners learners;

    @Inject
    LocalTerminals sandboxes;

    @Inject
    Assets assets;

    @TestHTTPResource("/")
    URI home = URI.create("http://localhost/");

    private final Chromium chromium = new Chromium();
    private final BrowserContext context = chromium.context(ColorScheme.LIGHT, 1280, 720);
    private SandboxId sandbox = SandboxId.random();

    @BeforeEach
    void signIn() {
        SignedIn ada = SignedIn.as("Ada", learners);
        sandbox = sandboxes.lease(ada.learner());
        context.addCookies(List.of(new Cookie("packetwalk_session", ada.token()).setUrl(home.toString())));
        context.route(home + "lessons/test/terminal", this::servePage);
    }

    @AfterEach
    void closeBrowser() {
        context.close();
        chromium.close();
    }

    @Test
    void a_shell_is_used_and_still_there_after_a_reload() {
        Page page = open();
        type(page, "name=kept; echo $((6 * 7))\n");
        awaitScreen(page, "42");
        page.reload();
        awaitScreen(page, "42");
        type(page, "echo is $name\n");
        awaitScreen(page, "is kept");
        picture(page, "terminal");
    }

    @Test
    void a_second_window_shows_the_same_and_the_network_may_fail_between() {
        Page first = open();
        Page second = open();
        type(first, "echo shared''-line\n");
        awaitScreen(second, "shared-line");
        context.setOffline(true);
        sandboxes.breakStreams();
        context.setOffline(false);
        type(second, "echo after''-wards\n");
        awaitScreen(first, "after-wards");
    }

    @Test
    void a_full_screen_program_is_whole_again_after_a_reload() {
        Page page = open();
        type(page, "seq -f 'line %03g' 200 | less\n");
        awaitScreen(page, "line 001");
        page.reload();
        awaitScreen(page, "line 001");
        awaitScreen(page, "line 005");
        type(page, " ");
        await().pollInSameThread()
                .untilAsserted(
                        () -> assertThat(screen(page)).contains("line 050").doesNotContain("line 001"));
        picture(page, "terminal-less");
    }

    @Test
    void terminals_are_tabs_for_the_keyboard_too() {
        Page page = open();
        type(page, "echo in the first\n");
        awaitScreen(page, "in the first");
        page.getByRole(AriaRole.BUTTON, named("New terminal")).click();
        Locator second = page.getByRole(AriaRole.TAB, tabNamed("Terminal 2"));
        assertThat(second).hasAttribute("aria-selected", "true");
        type(page, "echo in the second\n");
        awaitScreen(page, "in the second");
        picture(page, "terminal-tabs");
        page.keyboard().press("F6");
        assertThat(second).isFocused();
        page.keyboard().press("ArrowLeft");
        assertThat(page.getByRole(AriaRole.TAB, tabNamed("Terminal 1"))).isFocused();
        awaitScreen(page, "in the first");
        page.reload();
        assertThat(page.getByRole(AriaRole.TAB)).hasCount(2);
        page.getByRole(AriaRole.TAB, tabNamed("Terminal 2")).click();
        type(page, "sleep 1000\n");
        page.getByRole(AriaRole.BUTTON, named("Close this terminal")).click();
        page.getByRole(AriaRole.BUTTON, named("Close it")).click();
        assertThat(page.getByRole(AriaRole.TAB)).hasCount(1);
        awaitScreen(page, "in the first");
    }

    @Test
    void a_command_of_the_page_is_typed_and_run() {
        Page page = open();
        awaitScreen(page, "$");
        page.evaluate(
                "document.dispatchEvent(new CustomEvent('packetwalk:type', {detail: {text: 'echo $((5*5))', run: true}}))");
        awaitScreen(page, "25");
    }

    @Test
    void text_is_found_and_a_paste_of_several_lines_asks_first() {
        Page page = open();
        type(page, "echo needle in a haystack\n");
        awaitScreen(page, "needle in a haystack");
        page.keyboard().press("Control+Shift+F");
        page.keyboard().type("needle");
        assertThat(page.locator(".terminal-count")).containsText("of 2");
        picture(page, "terminal-find");
        page.keyboard().press("Escape");
        type(page, "bind 'set enable-bracketed-paste off'; sh\n");
        awaitScreen(page, "sh");
        page.evaluate("""
                () => {
                  const data = new DataTransfer();
                  data.setData('text/plain', 'echo one\\necho two\\n');
                  document.querySelector('.xterm textarea').dispatchEvent(
                    new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
                }""");
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Paste 2 lines?");
        picture(page, "terminal-paste");
        page.getByRole(AriaRole.BUTTON, named("Paste")).click();
        awaitScreen(page, "two");
    }

    @Test
    void an_exited_shell_and_a_sandbox_that_is_over_are_told() {
        Page page = open();
        type(page, "exit\n");
        assertThat(page.getByRole(AriaRole.STATUS).filter(new Locator.FilterOptions().setHasText("has exited")))
                .isVisible();
        picture(page, "terminal-exited");
        page.keyboard().press("Enter");
        awaitScreen(page, "$");
        sandboxes.end(sandbox, Ending.Reason.IDLE);
        assertThat(page.getByText("has been taken down")).isVisible();
    }

    @Test
    void a_flood_leaves_the_page_alive_and_can_be_stopped() {
        Page page = open();
        type(page, "yes the same line again\n");
        awaitScreen(page, "the same line again");
        page.waitForTimeout(3000);
        page.keyboard().press("Control+C");
        type(page, "clear; echo calm''-now\n");
        awaitScreen(page, "calm-now");
    }

    @Test
    void nothing_stands_in_the_way_of_assistive_technology() {
        Page page = open();
        type(page, "echo hello\n");
        awaitScreen(page, "hello");
        page.locator("summary").click();
        page.getByLabel("Screen reader support").check();
        picture(page, "terminal-settings");
        var violations =
                new AxeBuilder(page).include(".terminal-island").analyze().getViolations();
        assertThat(violations.stream()
                        .map(rule -> rule.getId() + ": " + rule.getNodes())
                        .toList())
                .isEmpty();
        page.reload();
        awaitScreen(page, "hello");
        assertThat(page.locator(".xterm-accessibility")).hasCount(1);
    }

    @Test
    void a_phone_shows_it_for_reading() {
        Page page = open();
        page.setViewportSize(360, 640);
        type(page, "ls /\n");
        awaitScreen(page, "usr");
        picture(page, "terminal-phone");
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(360);
    }

    private Page open() {
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                System.err.println("browser: " + message.text());
            }
        });
        page.navigate(home + "lessons/test/terminal");
        awaitScreen(page, "$");
        return page;
    }

    private static void type(Page page, String text) {
        page.locator(".terminal-pane:not([hidden]) .xterm").click();
        page.keyboard().type(text);
    }

    private static void awaitScreen(Page page, String text) {
        await().pollInSameThread().untilAsserted(() -> assertThat(screen(page)).contains(text));
    }

    private static String screen(Page page) {
        return page.locator(".terminal-pane:not([hidden]) .xterm-rows > div").allInnerTexts().stream()
                .map(line -> line.replace('\u00a0', ' '))
                .collect(Collectors.joining("\n"));
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Page.GetByRoleOptions tabNamed(String name) {
        return named(name);
    }

    private void servePage(Route route) {
        String sheets = assets.stylesheets("terminal").stream()
                .map("<link rel=\"stylesheet\" href=\"%s\">"::formatted)
                .collect(Collectors.joining());
        String html = """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><title>Terminal</title>
                <meta name="viewport" content="width=device-width">
                <link rel="stylesheet" href="%s">%s
                <script type="module" src="%s"></script></head>
                <body class="exercise"><main><h1>Terminal</h1>
                <div class="machine"><div class="screen"><div data-island="terminal" data-sandbox="%s"><noscript>Needs scripts.</noscript></div></div></div>
                </main></body></html>
                """.formatted(assets.url("styles"), sheets, assets.url("terminal"), sandbox);
        route.fulfill(new Route.FulfillOptions()
                .setBody(html)
                .setContentType("text/html")
                .setHeaders(Map.of("Content-Security-Policy", POLICY, "Content-Type", "text/html")));
    }
}
