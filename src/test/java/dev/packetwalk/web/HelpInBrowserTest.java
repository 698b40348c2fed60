package dev.packetwalk.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import dev.packetwalk.progress.AuditEntry;
import dev.packetwalk.progress.AuditLog;
import dev.packetwalk.progress.Role;
import dev.packetwalk.progress.Sessions;
import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.web.board.TestClass;
import dev.packetwalk.web.people.TestPeople;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An instructor and a learner at once, each in a browser of their own. */
@QuarkusTest
@WithTestResource(WebDatabase.class)
@Tag("browser")
class HelpInBrowserTest {
    private static final String FIREWALL = "lessons/iptables-following-a-packet/minimal-firewall";
    private static final String RIGHT = """
            *filter
            :INPUT DROP [0:0]
            :FORWARD ACCEPT [0:0]
            :OUTPUT ACCEPT [0:0]
            -A INPUT -i lo -j ACCEPT
            -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            COMMIT
            """;

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @TestHTTPResource
    @SuppressWarnings("NullAway.Init") // set before each test
    URL base;

    @Inject
    TestPeople people;

    @Inject
    TestClass classes;

    @Inject
    Sessions sessions;

    @Inject
    Enrolments enrolments;

    @Inject
    AuditLog audit;

    @Inject
    QuietEngine engine;

    private final List<BrowserContext> contexts = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // set before each test
    private TaughtClass taught;

    private UUID ada = new UUID(0, 0);

    @BeforeEach
    void makeClass() {
        engine.rules(QuietEngine.NO_RULES);
        taught = classes.taughtBy(people.the(Role.INSTRUCTOR));
        ada = classes.join(taught, "Ada Lovelace");
        classes.join(taught, "Grace Hopper");
    }

    @AfterEach
    void closeWindows() {
        contexts.forEach(BrowserContext::close);
        engine.rules(QuietEngine.NO_RULES);
    }

    @Test
    void a_learners_work_is_on_the_board_within_a_second() {
        Page board = as(people.as(Role.INSTRUCTOR));
        board.navigate(base + "classes/" + taught.id() + "/board");
        Locator cell = board.locator("[data-learner='" + ada + "'] [data-exercise=minimal-firewall]");
        assertThat(cell).hasAttribute("data-state", "not-started");
        Page learner = atWork();
        assertThat(cell).hasAttribute("data-state", "working");
        engine.rules(RIGHT);
        long before = System.nanoTime();
        assertThat(cell).hasAttribute("data-state", "passed");
        assertThat(System.nanoTime() - before)
                .as("nanoseconds until it is on the board")
                .isLessThan(3_000_000_000L);
        assertThat(board.locator("[data-news]")).containsText("Ada Lovelace");
        Page opened = as(people.as(Role.INSTRUCTOR));
        opened.navigate(base + "classes/" + taught.id() + "/learners/" + ada);
        assertThat(opened.locator("a[aria-current=page]")).containsText("Build a minimal firewall");
        engine.rules(QuietEngine.NO_RULES);
        assertThat(cell).hasAttribute("data-state", "undone");
        learner.close();
    }

    @Test
    void a_raised_hand_is_seen_and_a_hostile_note_comes_at_once_and_is_receipted() {
        Page learner = atWork();
        button(learner, "I need help").click();
        assertThat(learner.getByText("Your instructor sees that you ask for help."))
                .isVisible();
        Page board = as(people.as(Role.INSTRUCTOR));
        board.navigate(base + "classes/" + taught.id() + "/board");
        Locator row = board.locator("[data-learner='" + ada + "']");
        assertThat(row.locator(".board-hand")).isVisible();
        assertThat(board.locator("tbody tr").first()).hasAttribute("data-learner", ada.toString());
        row.locator("a").click();
        board.locator("#note-text").fill("Look at rule 1. <img src=x onerror=alert(1)>");
        button(board, "Send").click();
        assertThat(learner.locator(".help-text")).hasText("Look at rule 1. <img src=x onerror=alert(1)>");
        assertThat(learner.locator(".help-note img")).hasCount(0);
        assertThat(board.locator("#learner-notes")).containsText("Seen");
        clean(learner, "learner-with-note");
        button(board, "They have been helped").click();
        assertThat(button(learner, "I need help")).isVisible();
        assertThat(audit.read(AuditLog.Filter.ALL, 5))
                .extracting(AuditEntry::action)
                .contains("note_sent", "learner_opened");
    }

    @Test
    void a_note_is_seen_on_every_page_of_the_lesson_and_a_hint_on_its_own() {
        Page learner = as(sessions.open(ada).value());
        learner.navigate(base + "lessons/iptables-following-a-packet/rule-order");
        assertThat(button(learner, "I need help")).isVisible();
        Page page = as(people.as(Role.INSTRUCTOR));
        page.navigate(base + "classes/" + taught.id() + "/learners/" + ada + "?exercise=minimal-firewall");
        page.locator("#note-text").fill("Which rule comes first?");
        page.getByLabel("It is a hint about the exercise").check();
        button(page, "Send").click();
        assertThat(page.locator("#learner-notes")).containsText("Which rule comes first?");
        page.locator("#note-text").fill("Well begun.");
        button(page, "Send").click();
        assertThat(learner.locator(".help-text")).hasText("Well begun.");
        learner.navigate(base + FIREWALL);
        assertThat(learner.locator(".help-text")).hasText(new String[] {"Well begun.", "Which rule comes first?"});
    }

    @Test
    void a_note_that_comes_while_the_map_is_looked_at_shows_below_it() {
        Page learner = atWork();
        learner.locator("#follow-tab").click();
        Page page = as(people.as(Role.INSTRUCTOR));
        page.navigate(base + "classes/" + taught.id() + "/learners/" + ada + "?exercise=minimal-firewall");
        page.locator("#note-text").fill("Send it a ping.");
        button(page, "Send").click();
        Locator notice = learner.locator(".help-notice");
        assertThat(notice).containsText("Send it a ping.");
        learner.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screens", "note-over-map.png")));
        assertThat(learner.locator("#follow-tab")).isInViewport();
        assertThat(notice.boundingBox().y)
                .as("its upper edge, in pixels of a window of 900")
                .isGreaterThan(700);
        notice.getByRole(AriaRole.BUTTON).click();
        assertThat(learner.locator(".help-text")).isVisible();
        assertThat(notice).isHidden();
    }

    @Test
    void an_unlocked_solution_is_on_the_learners_page_without_a_reload() {
        Page learner = atWork();
        assertThat(button(learner, "Show the solution")).hasCount(0);
        Page page = as(people.as(Role.INSTRUCTOR));
        page.navigate(base + "classes/" + taught.id() + "/learners/" + ada + "?exercise=minimal-firewall");
        button(page, "Let them see the solution").click();
        page.locator(".learner-done").waitFor();
        assertThat(learner.locator("#solution button")).isVisible();
    }

    @Test
    void without_consent_nothing_is_watched_and_withdrawn_consent_ends_it_at_once() {
        Page learner = atWork();
        learner.locator(".xterm-rows").waitFor();
        Page page = as(people.as(Role.INSTRUCTOR));
        String address = base + "classes/" + taught.id() + "/learners/" + ada + "?exercise=minimal-firewall";
        page.navigate(address);
        assertThat(page.locator("[data-companion]")).hasCount(0);
        Object refused = page.evaluate(
                """
                path => new Promise(done => { const socket = new WebSocket(path);
                  let bytes = 0; socket.onmessage = () => bytes++;
                  socket.onclose = close => done(close.reason + ' ' + bytes); })""",
                address.replace("http", "ws")
                        .replace("?exercise=minimal-firewall", "/exercises/minimal-firewall/terminals/t1"));
        assertThat(refused).isEqualTo("consent 0");

        enrolments.consent(ada, taught.id(), true, false, false);
        page.reload();
        page.locator("[data-terminal=t1]").click();
        page.locator(".companion-screen .xterm-rows").waitFor();
        assertThat(learner.locator("[data-watchers]")).containsText("is watching your terminal");
        clean(learner, "learner-watched");
        clean(page, "instructor-watching");
        button(learner, "Stop this").click();
        assertThat(page.locator(".companion-told")).containsText("They have taken their consent back");
        assertThat(learner.locator("[data-watchers]")).isHidden();
        page.reload();
        assertThat(page.locator("[data-companion]")).hasCount(0);
        assertThat(audit.read(AuditLog.Filter.ALL, 8))
                .extracting(AuditEntry::action)
                .contains("terminal_watched");
    }

    /** Ada on the page of her exercise, with a machine. */
    private Page atWork() {
        Page learner = as(sessions.open(ada).value());
        learner.navigate(base + FIREWALL);
        button(learner, "Start your machine").click();
        learner.locator("[data-island=terminal]").waitFor();
        return learner;
    }

    private Page as(String session) {
        BrowserContext context = CHROMIUM.context(ColorScheme.LIGHT, 1440, 900);
        contexts.add(context);
        context.addCookies(List.of(new Cookie(SessionCookie.NAME, session).setUrl(base.toString())));
        return context.newPage();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void clean(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screens", name + ".png"))
                .setFullPage(true));
        assertThat(PageLook.axe(page).analyze().getViolations()).as(name).isEmpty();
    }
}
