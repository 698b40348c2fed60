package dev.packetwalk.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.SelectOption;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The map as a real browser shows it. Pictures are left in target/screens. */
@QuarkusTest
@WithTestResource(WebDatabase.class)
@Tag("browser")
class FollowInBrowserTest {
    private static final String FIREWALL = "lessons/iptables-following-a-packet/minimal-firewall";
    private static final String RULES = """
            *filter
            :INPUT ACCEPT [7:420]
            :FORWARD ACCEPT [0:0]
            :OUTPUT ACCEPT [0:0]
            [2:120] -A INPUT -p tcp -m tcp --dport 22 -m comment --comment "<img src=x onerror=alert(1)>" -j DROP
            [0:0] -A INPUT -i lo -j ACCEPT
            COMMIT
            """;

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @TestHTTPResource
    @SuppressWarnings("NullAway.Init") // set before each test
    URL base;

    @Inject
    QuietEngine engine;

    @SuppressWarnings("NullAway.Init") // set before each use
    private BrowserContext context;

    @BeforeEach
    void setRules() {
        engine.rules(RULES);
        engine.trace(FollowTest.DROPPED);
    }

    @AfterEach
    void closeWindow() {
        engine.rules(QuietEngine.NO_RULES);
        engine.trace(List.of());
        context.close();
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1440, 900", "DARK, 1440, 900", "LIGHT, 360, 740", "DARK, 360, 740", "LIGHT, 2560, 1300"})
    void the_map_can_be_used_by_everyone(ColorScheme scheme, int width, int height) {
        String label = scheme.name().toLowerCase(Locale.ROOT) + "-" + width;
        Page page = exercise(scheme, width, height);
        page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Follow a packet"))
                .click();
        map(page).waitFor();
        look(page, "follow-quiet-" + label);
        send(page);
        look(page, "follow-walk-" + label);
        page.navigate(base + FIREWALL + "/follow");
        map(page).waitFor();
        send(page);
        look(page, "follow-page-" + label);
        Object overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(overflow).as("pixels to the side").isEqualTo(0);
    }

    @ParameterizedTest
    @CsvSource({"DARK, 360, 740", "LIGHT, 1280, 800", "DARK, 2560, 1300"})
    void a_kept_walk_one_over_lo_and_a_flood_can_be_looked_at_by_everyone(ColorScheme scheme, int width, int height) {
        String label = scheme.name().toLowerCase(Locale.ROOT) + "-" + width;
        Page page = exercise(scheme, width, height);
        page.navigate(base + FIREWALL + "/follow");
        map(page).waitFor();
        page.getByText("Watch packets").click();
        page.locator(".follow-watch").getByText("everything").click();
        org.awaitility.Awaitility.await().until(engine::watching);
        for (int packet = 1; packet <= 30; packet++) {
            engine.seen(packet, FollowTest.DROPPED, 180_000);
        }
        assertThat(page.locator(".follow-seen-packet")).hasCount(30);
        look(page, "follow-flood-" + label);
        page.getByText("Send a packet").click();
        send(page);
        String kept = page.locator(".follow-link").evaluate("link => link.href").toString();
        engine.trace(List.of());
        page.getByText("to itself, over lo").click();
        page.getByLabel("It gets through").check();
        page.getByText("Send it").click();
        assertThat(page.locator(".follow-note")).containsText("prediction alone");
        page.locator(".follow-walk .follow-step").last().click();
        look(page, "follow-lo-" + label);
        page.navigate(kept + "?language=zh-CN");
        map(page).waitFor();
        assertThat(page.locator("h1")).hasText("一个数据包的行程");
        look(page, "follow-kept-" + label);
    }

    @Test
    void who_has_read_far_sees_the_map_and_the_machine_from_their_tops_and_reads_on_where_they_were() {
        Page page = exercise(ColorScheme.LIGHT, 1280, 800);
        // Not by the driver's mouse, which scrolls to what it clicks.
        page.evaluate("scrollTo({ top: 600, behavior: 'instant' }); document.getElementById('follow-tab').click()");
        map(page).waitFor();
        assertThat(page.evaluate("document.documentElement.scrollHeight - innerHeight"))
                .as("pixels by which the page is longer than the window")
                .isEqualTo(0);
        page.locator("#words-tab").evaluate("tab => tab.click()");
        assertThat(page.evaluate("scrollY")).as("where they were").isEqualTo(600);
    }

    @Test
    void a_rule_typed_in_the_terminal_appears_where_it_belongs_and_counters_move() {
        Page page = follow();
        engine.rules(RULES.replace("COMMIT", "[0:0] -A INPUT -p udp -j REJECT\nCOMMIT"));
        assertThat(page.locator("[data-place='filter/INPUT#3']")).containsText("-p udp -j REJECT");
        engine.rules(RULES.replace("[2:120]", "[9:540]"));
        assertThat(page.locator("[data-place='filter/INPUT#1'] .map-count")).hasText("9");
        assertThat(page.locator(".map img")).hasCount(0);
    }

    @Test
    void a_prediction_is_compared_with_what_the_kernel_did() {
        Page page = follow();
        page.locator("[data-place='filter/INPUT#1']").click();
        assertThat(page.getByLabel("And by which rule?")).hasValue("filter/INPUT#1");
        send(page);
        assertThat(page.locator(".follow-result")).containsText("You were right: that is how it ends");
        assertThat(page.locator(".follow-agrees")).containsText("what the model had predicted");
        assertThat(page.locator(".follow-walk.traced .follow-end")).containsText("Dropped: rule 1 of filter INPUT");
        page.getByLabel("It gets through").check();
        page.getByText("Send it").click();
        assertThat(page.locator(".follow-result")).containsText("but it ends in another way");
    }

    @Test
    void a_walk_is_followed_by_keyboard_alone() {
        Page page = follow();
        send(page);
        page.locator(".follow-play").focus();
        page.keyboard().press("Home");
        assertThat(page.locator(".follow-line")).containsText("at the beginning");
        page.keyboard().press("ArrowRight");
        assertThat(page.locator(".follow-line")).containsText("1 of 3: PREROUTING: connection tracking");
        assertThat(page.locator(".follow-walk.traced [aria-current=step]")).containsText("connection tracking");
        page.keyboard().press("End");
        assertThat(page.locator(".follow-line")).containsText("filter INPUT, rule 1 drops the packet");
        page.keyboard().press("ArrowLeft");
        assertThat(page.locator(".follow-line")).containsText("2 of 3");
        page.locator(".follow-controls input").focus();
        page.keyboard().press("ArrowLeft");
        assertThat(page.locator(".follow-line")).containsText("1 of 3");
        page.locator(".follow-play").focus();
        page.keyboard().press("k");
        assertThat(page.locator(".follow-play")).hasText("Pause");
    }

    @Test
    void a_walk_is_linked_to_and_saved() throws IOException {
        Page page = follow();
        send(page);
        assertThat(page.url()).endsWith("#packet=internet,box,tcp,22,SYN");
        String words = saved(page, "Save the words");
        assertThat(words).contains("Predicted by the model", "Traced by the kernel", "3. filter INPUT, rule 1 drops");
        String picture = saved(page, "Save the picture");
        assertThat(picture)
                .startsWith("<?xml")
                .contains("<style>.map{", "--accent:", "&lt;img", ".map .predicted .map-trail.core")
                .doesNotContain("<img");
        page.navigate(base + FIREWALL + "#packet=internet,box,icmp,0,SYN");
        page.reload();
        assertThat(page.locator("[name=protocol]")).hasValue("icmp");
        assertThat(map(page)).isVisible();
    }

    @Test
    void the_map_comes_back_by_itself_and_says_meanwhile_that_it_is_old() {
        context = CHROMIUM.context(ColorScheme.LIGHT, 1440, 900);
        Page page = Chromium.join(context, base.toString(), "Ada");
        page.evaluate("() => {}");
        context.routeWebSocket("**/rules", socket -> {
            if (page.evaluate("window.name").equals("cut")) {
                socket.close();
            } else {
                socket.connectToServer();
                page.onConsoleMessage(message -> {
                    if (message.text().equals("cut")) {
                        socket.close();
                    }
                });
            }
        });
        startMachine(page);
        page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Follow a packet"))
                .click();
        map(page).waitFor();
        page.evaluate("window.name = 'cut'; console.log('cut')");
        assertThat(page.locator(".follow-offline")).isVisible();
        page.evaluate("window.name = ''");
        assertThat(page.locator(".follow-offline")).isHidden();
    }

    @Test
    void packets_that_are_watched_for_appear_with_their_walks_until_it_is_stopped() {
        Page page = follow();
        page.getByText("Watch packets").click();
        page.getByText("ping from outside").last().click();
        assertThat(page.locator(".follow-watch-state")).containsText("Nothing yet");
        engine.seen(7, FollowTest.DROPPED, 1);
        assertThat(page.locator(".follow-seen-packet")).hasCount(1);
        assertThat(page.locator(".follow-seen-packet")).containsText("Dropped");
        assertThat(page.locator(".follow-walk.traced .follow-end")).containsText("Dropped: rule 1 of filter INPUT");
        engine.seen(8, FollowTest.DROPPED, 4300);
        assertThat(page.locator(".follow-seen-packet")).hasCount(2);
        assertThat(page.locator(".follow-watch-count")).containsText("Showing 2 of about 4,300 packets in");
        look(page, "follow-watch-light-1440");
        page.getByText("Stop", new Page.GetByTextOptions().setExact(true))
                .last()
                .click();
        assertThat(page.locator(".follow-watch-state")).hasText("Stopped.");
        org.awaitility.Awaitility.await().until(() -> !engine.watching());
    }

    @Test
    void a_watch_ends_with_its_page() {
        Page page = follow();
        page.getByText("Watch packets").click();
        page.locator(".follow-watch").getByText("everything").click();
        org.awaitility.Awaitility.await().until(engine::watching);
        page.close();
        org.awaitility.Awaitility.await().until(() -> !engine.watching());
    }

    @Test
    void a_walk_that_was_kept_is_shown_again_on_a_page_of_its_own() throws IOException {
        Page page = follow();
        send(page);
        page.navigate(page.locator(".follow-link").evaluate("link => link.href").toString());
        map(page).waitFor();
        assertThat(page.locator(".follow-walk.traced .follow-end")).containsText("Dropped: rule 1 of filter INPUT");
        assertThat(page.locator(".follow-note")).containsText("The rules are those of that moment");
        look(page, "follow-kept-light-1440");
        assertThat(saved(page, "Save the words")).contains("Traced by the kernel");
        assertThat(saved(page, "Save the picture")).startsWith("<?xml");
    }

    @Test
    void a_new_rule_is_read_out_to_who_does_not_see_it() {
        Page page = follow();
        engine.rules(RULES.replace("COMMIT", "[0:0] -A INPUT -p udp -j REJECT\nCOMMIT"));
        assertThat(page.locator(".follow-main > [role=status].only-heard"))
                .containsText("New: filter INPUT, rule 3: -A INPUT -p udp -j REJECT");
        assertThat(page.locator("[data-place='filter/INPUT#3'] .map-flash")).hasCount(1);
    }

    private Page follow() {
        Page page = exercise(ColorScheme.LIGHT, 1440, 900);
        page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Follow a packet"))
                .click();
        map(page).waitFor();
        return page;
    }

    private Page exercise(ColorScheme scheme, int width, int height) {
        context = CHROMIUM.context(scheme, width, height);
        Page page = Chromium.join(context, base.toString(), "Ada");
        startMachine(page);
        return page;
    }

    private void startMachine(Page page) {
        page.navigate(base + FIREWALL);
        page.getByText("Start your machine").last().click();
        page.locator("[data-island=terminal]").waitFor();
    }

    private static void send(Page page) {
        page.locator("[name=from]").selectOption("internet");
        page.locator("[name=to]").selectOption("box");
        page.locator("[name=protocol]").selectOption(new SelectOption().setLabel("TCP"));
        page.locator("[name=port]").fill("22");
        page.getByLabel("It is dropped").check();
        page.getByText("Send it").click();
        page.locator(".follow-walk.traced").waitFor();
        page.locator(".follow-walk.traced .follow-step").last().click();
    }

    private static Locator map(Page page) {
        return page.locator("svg.map");
    }

    private static String saved(Page page, String button) throws IOException {
        Download download = page.waitForDownload(() -> page.getByText(button).click());
        return Files.readString(download.path());
    }

    private static void look(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screens", name + ".png"))
                .setFullPage(name.endsWith("360")));
        assertThat(PageLook.axe(page).analyze().getViolations()).as(name).isEmpty();
    }
}
