package dev.packetwalk.lab;

import static dev.packetwalk.lab.LabBrowser.expect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.packetwalk.web.PageLook;
import dev.packetwalk.web.replay.AsciicastRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** A learner has a real machine recorded, and looks at it again in a real browser. */
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplayTest {
    private static final String FIREWALL = "lessons/iptables-following-a-packet/minimal-firewall";

    private RunningLab lab;
    private LabBrowser browser;
    private Page page;

    @BeforeAll
    void start() {
        lab = RunningLab.start("replay", Map.of("PACKETWALK_SANDBOXES_WARM", "1"));
        browser = new LabBrowser();
        page = browser.page();
        // What is on its way into view has less contrast than where it will be.
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
    }

    @AfterAll
    void stop() {
        browser.close();
        lab.close();
    }

    @Test
    @Order(1)
    void recording_is_off_until_the_learner_wants_it_and_says_that_it_is_on() {
        page.navigate(lab.link().toString());
        page.getByLabel("Your name").fill("Ada");
        button("Join").click();
        page.waitForURL("**/welcome**");
        page.navigate(lab.link() + "recordings");
        expect(page.locator("main")).containsText("Nothing has been recorded");
        look("recordings-none");
        page.navigate(lab.link() + FIREWALL);
        button("Start your machine").click();
        expect(browser.screen()).containsText("# ");
        expect(mark()).hasAttribute("data-state", "off");
        button("Record").click();
        expect(mark()).hasAttribute("data-state", "on");
        expect(mark()).containsText("Recorded, for you alone");
        expect(button("Stop recording")).isFocused();
        // The terminal was not torn away for that.
        expect(browser.screen()).containsText("# ");
        changeInAnotherWindow(false);
        expect(mark()).hasAttribute("data-state", "off");
        forgetWhatAnotherWindowShowed();
        changeInAnotherWindow(true);
        expect(mark()).hasAttribute("data-state", "on");
        browser.picture("replay-mark");
    }

    @Test
    @Order(2)
    void what_is_done_is_recorded_past_a_kill_of_the_server() {
        browser.enter("apt update && apt install -y iptables; echo exit=$?");
        expect(browser.screen()).containsText("exit=0");
        browser.enter("clear; iptables -A INPUT -i lo -j ACCEPT");
        expect(browser.check("loopback-in")).hasAttribute("data-state", Pattern.compile("passed"));
        browser.enter("echo first-''part");
        expect(browser.screen()).containsText("first-part");
        awaitRecorded("first-part");
        lab.kill();
        lab.up();
        expect(browser.screen()).containsText("first-part");
        page.reload();
        expect(mark()).hasAttribute("data-state", "on");
        expect(browser.screen()).containsText("first-part");
        browser.enter("iptables -P INPUT DROP; echo second-''part");
        expect(browser.screen()).containsText("second-part");
        awaitRecorded("second-part");
        button("Stop recording").click();
        expect(mark()).hasAttribute("data-state", "off");
        browser.enter("echo not-''recorded");
        expect(browser.screen()).containsText("not-recorded");
    }

    @Test
    @Order(3)
    void the_recording_is_replayed_with_its_moments_and_the_rules_of_each() {
        page.navigate(lab.link() + "recordings");
        expect(page.locator(".recordings li")).hasCount(1);
        look("recordings");
        page.locator(".recordings a").click();
        expect(page.locator(".ap-term")).isVisible();
        expect(moment("-A INPUT -i lo -j ACCEPT")).isVisible();
        expect(moment("Policy of filter INPUT: ACCEPT → DROP")).isVisible();
        expect(moment("Passed:").first()).isVisible();
        expect(moment("A gap")).isVisible();
        expect(page.locator("svg.map")).isVisible();

        moment("-A INPUT -i lo -j ACCEPT").click();
        expect(page.locator("[data-place='filter/INPUT#1']")).containsText("-i lo -j ACCEPT");
        expect(page.locator("[data-place='filter/INPUT#policy']")).containsText("ACCEPT");
        expect(moment("-A INPUT -i lo -j ACCEPT")).hasAttribute("aria-current", "true");
        moment("Policy of filter INPUT").press("Enter");
        expect(page.locator("[data-place='filter/INPUT#policy']")).containsText("DROP");
        expect(page.locator(".ap-term")).containsText("iptables -P INPUT DROP");
        expect(page.locator(".ap-term")).not().containsText("not-recorded");
        look("replay");
    }

    @Test
    @Order(4)
    void it_plays_with_shorter_pauses_at_any_speed_and_the_map_goes_along() {
        page.locator(".replay-range input").press("Home");
        expect(page.locator("[data-place='filter/INPUT#1']")).hasCount(0);
        page.locator(".replay-bar").getByLabel("Speed").selectOption("8");
        page.locator(".replay-bar").getByLabel("Pauses").selectOption("1");
        button("Play").click();
        expect(button("Pause")).isVisible();
        expect(page.locator("[data-place='filter/INPUT#policy']")).containsText("DROP");
        expect(button("From the beginning")).isVisible();
        expect(page.locator(".ap-term")).containsText("second-part");
    }

    @Test
    @Order(5)
    void everything_can_be_read_as_text_and_taken_along_as_a_file() throws IOException {
        page.getByText("What the terminal showed, as text").click();
        expect(page.locator(".replay-text pre")).containsText("iptables -P INPUT DROP; echo second-''part");
        assertThat(page.locator(".replay-text pre").textContent()).doesNotContain("\u001b", "not-recorded");
        Download download =
                page.waitForDownload(() -> page.getByText("Download").first().click());
        assertThat(download.suggestedFilename()).matches("packetwalk-firewall-[0-9]{8}-[0-9]{4}-t1\\.cast");
        List<JsonNode> lines = AsciicastRules.read(Files.readString(download.path()));
        assertThat(lines.stream().map(line -> line.path(2).asText())).anyMatch(text -> text.contains("second-part"));
    }

    @Test
    @Order(6)
    void another_language_small_windows_and_both_themes_have_it_too() {
        String here = page.url();
        page.navigate(here + "?language=zh-CN");
        expect(page.locator(".ap-term")).isVisible();
        expect(page.locator("h2").first()).hasText("时刻");
        look("replay-zh");
        page.navigate(here + "?language=en");
        expect(page.locator(".ap-term")).isVisible();
    }

    @Test
    @Order(7)
    void the_learner_deletes_it() {
        button("Delete").click();
        button("Delete it").click();
        expect(page.locator("main")).containsText("Nothing has been recorded");
    }

    /** The page hears of it when somebody comes back to it, not more often than every few seconds. */
    private void changeInAnotherWindow(boolean wanted) {
        Page other = page.context().newPage();
        other.navigate(lab.link() + FIREWALL);
        other.locator("#recording-mark[data-state=" + (wanted ? "off" : "on") + "] button")
                .click();
        expect(other.locator("#recording-mark")).hasAttribute("data-state", wanted ? "on" : "off");
        other.close();
        await().untilAsserted(() -> {
            page.evaluate("window.dispatchEvent(new Event('focus'))");
            assertThat(mark().getAttribute("data-state")).isEqualTo(wanted ? "on" : "off");
        });
    }

    /** Its own terminal may have shown something before it switched recording off, and that is a recording, too. */
    private void forgetWhatAnotherWindowShowed() {
        Page other = page.context().newPage();
        other.navigate(lab.link() + "recordings");
        for (Locator recording = other.locator(".recordings a"); recording.count() > 0; ) {
            recording.first().click();
            button(other, "Delete").click();
            button(other, "Delete it").click();
            other.waitForURL("**/recordings");
        }
        other.close();
    }

    /** What was shown is on disk: a replay of a recording that goes on has it. */
    private void awaitRecorded(String text) {
        await().untilAsserted(() -> {
            Object found = page.evaluate("""
                    async (text) => {
                      const list = new DOMParser().parseFromString(await (await fetch('/recordings')).text(), 'text/html');
                      const link = list.querySelector('.recordings a')?.getAttribute('href');
                      return link ? (await (await fetch(link + '/terminals/t1')).text()).includes(text) : false;
                    }""", text);
            assertThat(found).isEqualTo(true);
        });
    }

    /** In both themes, on a desk and on a phone. */
    private void look(String name) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (int width : new int[] {1440, 360}) {
                page.setViewportSize(width, 900);
                if (page.locator("[data-island=replay]").count() > 0) {
                    expect(page.locator(".ap-term")).isVisible();
                    expect(page.locator("svg.map")).isVisible();
                }
                String label = name + "-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + width;
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(Path.of("target", "pictures", label + ".png"))
                        .setFullPage(true));
                assertThat(PageLook.axe(page).analyze().getViolations())
                        .as(label)
                        .isEmpty();
                assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                        .as("pixels to the side, " + label)
                        .isEqualTo(0);
            }
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(1440, 900);
    }

    private Locator mark() {
        return page.locator("#recording-mark");
    }

    private Locator moment(String text) {
        return page.locator("[data-moments] button").filter(new Locator.FilterOptions().setHasText(text));
    }

    private Locator button(String name) {
        return button(page, name);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
