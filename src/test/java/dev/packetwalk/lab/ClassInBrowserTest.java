package dev.packetwalk.lab;

import static dev.packetwalk.lab.LabBrowser.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import dev.packetwalk.web.PageLook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** An instructor and three learners at once, with real machines, on a lab started by {@code ./packetwalk up}. */
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClassInBrowserTest {
    private static final String CLASS = "11111111-2222-3333-4444-555555555555";
    private static final String FIREWALL = "lessons/iptables-following-a-packet/minimal-firewall";
    private static final Pattern FIRST_LINK = Pattern.compile("/(links/[A-Za-z0-9_-]{43})");

    private RunningLab lab;
    private LabBrowser browser;
    private Page instructor;
    private final List<Page> learners = new ArrayList<>();

    @BeforeAll
    void start() throws Exception {
        lab = RunningLab.start(
                "class",
                Map.of(
                        "PACKETWALK_SANDBOXES_WARM", "3",
                        "PACKETWALK_BOARD_SAME_CHECK_TRIES", "3",
                        "PACKETWALK_BOARD_SAME_CHECK_FOR", "2S"));
        browser = new LabBrowser();
        makeClass();
        for (String name : List.of("Ada", "Grace", "Edsger")) {
            Page page = window();
            page.navigate(lab.link().toString());
            page.getByLabel("Your name").fill(name);
            page.getByLabel("Class code").fill("NET-101");
            button(page, "Join").click();
            page.waitForURL("**/welcome**");
            page.navigate(lab.link() + FIREWALL);
            learners.add(page);
        }
    }

    @AfterAll
    void stop() {
        browser.close();
        lab.close();
    }

    /** The administrator, who teaches too, by the link of the first start. */
    private void makeClass() throws Exception {
        Matcher link = FIRST_LINK.matcher(Files.readString(lab.data().resolve("server.log")));
        assertThat(link.find()).isTrue();
        LabClient client = new LabClient(lab.link());
        client.submit(
                link.group(1),
                link.group(1),
                Map.of("name", "Prof. Knuth", "login", "knuth", "password", "a walk in the park"));
        try (Connection database = database();
                var sql = database.createStatement()) {
            sql.execute("insert into class (id, code, name, lesson) values ('" + CLASS
                    + "', 'NET-101', 'Networks', 'iptables-following-a-packet')");
            sql.execute(
                    "insert into class_instructor (class, instructor) select '" + CLASS + "', learner from account");
        }
        instructor = window();
        for (Map.Entry<String, String> cookie : client.cookies().entrySet()) {
            instructor
                    .context()
                    .addCookies(List.of(new Cookie(cookie.getKey(), cookie.getValue())
                            .setUrl(lab.link().toString())));
        }
        instructor.navigate(lab.link() + "classes/" + CLASS + "/board");
    }

    @Test
    @Order(1)
    void everybody_who_begins_is_on_the_board_within_moments() {
        for (Page learner : learners) {
            button(learner, "Start your machine").click();
        }
        expect(instructor.locator("[data-exercise=minimal-firewall][data-state=working]"))
                .hasCount(3);
        for (Page learner : learners) {
            expect(screen(learner)).containsText("# ");
            enter(learner, "(apt-get update && apt-get install -y iptables) >/dev/null 2>&1; echo exit=$?");
        }
        for (Page learner : learners) {
            expect(screen(learner)).containsText("exit=0");
        }
    }

    @Test
    @Order(2)
    void who_passes_is_passed_on_the_board_within_a_second_of_their_own_page() {
        Page ada = learners.getFirst();
        enter(
                ada,
                "iptables -A INPUT -i lo -j ACCEPT; iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT; iptables -A INPUT -j DROP");
        expect(ada.locator("#verdict")).isVisible();
        long before = System.nanoTime();
        expect(cell("Ada")).hasAttribute("data-state", "passed");
        Duration late = Duration.ofNanos(System.nanoTime() - before);
        System.out.println("on the board after the learner's own page: " + late.toMillis() + " ms");
        assertThat(late).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    @Order(3)
    void who_fails_again_and_again_is_stuck_and_the_common_mistake_is_named() {
        for (Page learner : learners.subList(1, 3)) {
            enter(
                    learner,
                    "iptables -A INPUT -j DROP; sleep 1; iptables -A INPUT -i lo -j ACCEPT; sleep 1; iptables -A INPUT -m conntrack"
                            + " --ctstate ESTABLISHED,RELATED -j ACCEPT; sleep 1; iptables -A INPUT -p icmp -j ACCEPT");
        }
        expect(cell("Grace")).hasAttribute("data-state", "stuck");
        expect(cell("Edsger")).hasAttribute("data-state", "stuck");
        expect(cell("Grace")).containsText("times running");
        expect(instructor.locator("[data-obstacles] li").first()).containsText("2 of 3");
        expect(instructor.locator("[data-obstacles] li").first()).containsText("DROP before ACCEPT");
        picture(instructor, "board-live");
        clean(instructor);
    }

    @Test
    @Order(4)
    void a_note_is_on_the_learners_page_at_once() {
        open("Grace");
        instructor.locator("#note-text").fill("Which rule does the reply meet first?");
        button(instructor, "Send").click();
        expect(learners.get(1).locator(".help-text")).hasText("Which rule does the reply meet first?");
        expect(instructor.locator("#learner-timeline")).containsText("-A INPUT -j DROP");
        expect(instructor.locator("[data-island=rules] svg").first()).isVisible();
        picture(instructor, "learner-live");
        clean(instructor);
    }

    @Test
    @Order(5)
    void a_terminal_is_watched_and_typed_into_only_as_far_as_the_learner_agreed() throws Exception {
        expect(instructor.locator("[data-companion]")).hasCount(0);
        consent("Grace", true, false);
        open("Grace");
        instructor.locator("[data-terminal=t1]").click();
        Locator seen = instructor.locator(".companion-screen .xterm-rows");
        expect(seen).containsText("iptables");
        expect(learners.get(1).locator("[data-watchers]")).containsText("is watching your terminal");
        expect(button(instructor, "Type along")).hasCount(0);
        enter(learners.get(1), "echo seen-$((40+2))");
        expect(seen).containsText("seen-42");
        picture(learners.get(1), "watched-live");

        consent("Grace", true, true);
        open("Grace");
        instructor.locator("[data-terminal=t1]").click();
        expect(seen).containsText("seen-42");
        button(instructor, "Type along").click();
        instructor.locator(".companion-screen textarea").focus();
        instructor.keyboard().type("echo typed-$((6*7))\n");
        expect(screen(learners.get(1))).containsText("typed-42");
        expect(learners.get(1).locator("[data-watchers]")).containsText("types in it");
        picture(instructor, "typing-along");
    }

    @Test
    @Order(6)
    void the_learner_ends_it_at_any_time() {
        button(learners.get(1), "Stop this").click();
        expect(instructor.locator(".companion-told")).containsText("taken their consent back");
        expect(learners.get(1).locator("[data-watchers]")).isHidden();
        open("Grace");
        expect(instructor.locator("[data-companion]")).hasCount(0);
    }

    @Test
    @Order(7)
    void a_machine_is_reset_and_the_projector_shows_no_names() {
        button(instructor, "Give a fresh machine").click();
        instructor.locator("dialog button.primary").click();
        expect(instructor.locator(".learner-done")).containsText("fresh machine");
        expect(learners.get(1).locator("#machine-ended")).isVisible();
        instructor.setViewportSize(1920, 1080);
        instructor.navigate(lab.link() + "classes/" + CLASS + "/progress");
        expect(instructor.locator("[data-column=minimal-firewall] [data-passed]"))
                .hasText("1");
        assertThat(instructor.locator("main").textContent()).doesNotContain("Ada", "Grace", "Edsger");
        picture(instructor, "projector-live");
        clean(instructor);
    }

    @Test
    @Order(8)
    void the_board_is_right_after_a_server_was_killed_and_with_no_page_of_a_learner_open() {
        learners.forEach(learner -> learner.context().close());
        lab.kill();
        lab.up();
        instructor.setViewportSize(1440, 900);
        instructor.navigate(lab.link() + "classes/" + CLASS + "/board");
        expect(cell("Ada")).hasAttribute("data-state", "passed");
        expect(cell("Edsger")).hasAttribute("data-state", "stuck");
    }

    private void open(String name) {
        instructor.navigate(lab.link() + "classes/" + CLASS + "/board");
        instructor
                .getByRole(
                        AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    private Locator cell(String name) {
        return instructor.locator("tr:has(bdi:text-is('" + name + "')) [data-exercise=minimal-firewall]");
    }

    /** As the form that asks for it writes it down; what a server has not written itself it finds within seconds. */
    private void consent(String name, boolean watch, boolean type) throws Exception {
        try (Connection database = database();
                var sql = database.createStatement()) {
            sql.execute("update enrolment set asked_at = now(), may_watch = " + watch + ", may_type = " + type
                    + " where learner = (select id from learner where name = '" + name + "')");
        }
    }

    private Connection database() throws Exception {
        String port = Files.readAllLines(lab.data().resolve("postgres/postmaster.pid"))
                .get(3)
                .strip();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/packetwalk",
                "packetwalk",
                Files.readString(lab.data().resolve("postgres.password")).strip());
    }

    private Page window() {
        BrowserContext context = browser.page()
                .context()
                .browser()
                .newContext(new Browser.NewContextOptions().setViewportSize(1440, 900));
        Page page = context.newPage();
        page.setDefaultTimeout(60_000);
        return page;
    }

    private static Locator screen(Page page) {
        return page.locator(".terminal-pane:not([hidden]) .xterm-rows");
    }

    private static void enter(Page page, String line) {
        page.locator(".terminal-pane:not([hidden]) textarea.xterm-helper-textarea")
                .focus();
        page.keyboard().type(line);
        page.keyboard().press("Enter");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "pictures", name + ".png"))
                .setFullPage(true));
    }

    private static void clean(Page page) {
        assertThat(PageLook.axe(page).analyze().getViolations()).as(page.url()).isEmpty();
    }
}
