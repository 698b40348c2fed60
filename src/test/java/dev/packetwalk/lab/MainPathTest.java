package dev.packetwalk.lab;

import static dev.packetwalk.lab.LabBrowser.expect;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
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

/** What a learner does on the first evening, in a real browser, on a lab started by {@code ./packetwalk up}. */
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MainPathTest {
    private static final Pattern RESUME_LINK = Pattern.compile("/resume/.");
    private static final Pattern FAILED = Pattern.compile("failed");
    private static final Pattern PASSED = Pattern.compile("passed");

    private RunningLab lab;
    private LabBrowser browser;

    @BeforeAll
    void start() {
        lab = RunningLab.start("main-path", Map.of("PACKETWALK_SANDBOXES_WARM", "1"));
        browser = new LabBrowser();
    }

    @AfterAll
    void stop() {
        browser.close();
        lab.close();
    }

    @Test
    @Order(1)
    void a_learner_joins_with_a_name_and_starts_a_machine() {
        Page page = browser.page();
        page.navigate(lab.link().toString());
        page.getByLabel("Your name").fill("Ada");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Join"))
                .click();
        expect(page.locator("#resume-link")).hasValue(RESUME_LINK);
        browser.picture("welcome");

        page.navigate(lab.link() + "lessons/iptables-following-a-packet/minimal-firewall");
        expect(page.locator("#attempt-links")).isHidden();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Start your machine"))
                .click();
        expect(browser.screen()).containsText("# ");
        browser.picture("machine");
    }

    @Test
    @Order(2)
    void the_tool_is_installed_from_the_world_with_no_internet() {
        browser.enter("apt update && apt install -y iptables; echo exit=$?");
        expect(browser.screen()).containsText("exit=0");
        browser.picture("installed");
    }

    @Test
    @Order(3)
    void rules_in_the_wrong_order_fail_and_the_page_shows_which_rule_hides_which() {
        browser.enter("iptables -A INPUT -j DROP");
        browser.enter("iptables -A INPUT -i lo -j ACCEPT");
        browser.enter("iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT");

        expect(browser.check("loopback-in")).hasAttribute("data-state", FAILED);
        expect(browser.check("loopback-in")).containsText("-A INPUT -j DROP");
        expect(browser.check("loopback-in")).containsText("-A INPUT -i lo -j ACCEPT");
        expect(browser.check("replies-in")).hasAttribute("data-state", FAILED);
        expect(browser.check("rest-dropped")).hasAttribute("data-state", PASSED);
        // Offered with the first grade, without a reload.
        expect(browser.page().locator("#attempt-links")).isVisible();
        browser.picture("wrong-order");
    }

    @Test
    @Order(4)
    void the_repaired_rules_pass_without_a_button() {
        browser.enter("iptables -D INPUT 1; iptables -A INPUT -j DROP");

        expect(browser.page().locator("#verdict")).isVisible();
        for (String check : new String[] {"loopback-in", "replies-in", "rest-dropped", "accepts-first"}) {
            expect(browser.check(check)).hasAttribute("data-state", PASSED);
        }
        browser.picture("passed");
    }

    @Test
    @Order(5)
    void the_machine_can_still_ask_and_hears_the_answers() {
        browser.enter("clear; apt update; curl -sS -o /dev/null -w 'http=%{http_code}\\n' http://example.com/");
        expect(browser.screen()).containsText("http=200");
    }

    @Test
    @Order(6)
    void a_reload_finds_everything_as_it_was() {
        browser.page().reload();
        expect(browser.page().locator("#verdict")).isVisible();
        expect(browser.screen()).containsText("http=200");
        browser.enter("iptables -S INPUT | tail -n 1");
        expect(browser.screen()).containsText("-A INPUT -j DROP");
    }

    @Test
    @Order(7)
    void a_server_that_is_killed_and_started_again_finds_everything_as_it_was() {
        browser.enter("vi /etc/hostname");
        expect(browser.screen()).containsText("/etc/hostname");
        lab.kill();
        lab.up();

        expect(browser.terminalNotice()).isHidden();
        // vi has drawn its screen again, without the line it began with; asked where it is, it says so.
        expect(browser.screen()).containsText("web01");
        browser.enter(":f");
        expect(browser.screen()).containsText("\"/etc/hostname\" line 1 of 1");
        browser.page().reload();
        expect(browser.page().locator("#verdict")).isVisible();
        expect(browser.screen()).containsText("web01");
        browser.page().keyboard().press("Escape");
        browser.enter(":q!");
        // What is typed before the shell is back, vi swallows.
        expect(browser.screen()).containsText("root@web01");
        browser.enter("echo shell=$?; iptables -S INPUT | wc -l");
        expect(browser.screen()).containsText("shell=0");
        browser.picture("after-restart");
    }
}
