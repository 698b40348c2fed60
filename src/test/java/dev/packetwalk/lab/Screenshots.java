package dev.packetwalk.lab;

import static dev.packetwalk.lab.LabBrowser.expect;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * {@code ./packetwalk screenshots [DIR]}: pictures of every page and state, from a lab that really runs: one with room for two
 * machines, that takes them back after four minutes in which nobody types, is killed, and starts again with a lesson that was repaired.
 */
public final class Screenshots implements AutoCloseable {
    private static final String LESSON = "lessons/iptables-following-a-packet";
    private static final String FIREWALL = LESSON + "/minimal-firewall";
    private static final RepairedLesson LESSONS = new RepairedLesson();
    private static final Map<String, String> SMALL = Map.of(
            "PACKETWALK_LABS", LESSONS.folder().toString(),
            "PACKETWALK_SANDBOXES_WARM", "1",
            "PACKETWALK_SANDBOXES_MAXIMUM", "2",
            "PACKETWALK_SANDBOXES_PER_LEARNER", "1",
            "PACKETWALK_SANDBOXES_IDLE_LIMIT", "4M",
            "PACKETWALK_SANDBOXES_WARNING", "90S",
            "PACKETWALK_JOIN_PER_ADDRESS", "8",
            "PACKETWALK_WEBHOOKS_PRIVATE_NETWORKS", "true");
    /** One more than may join from one address. */
    private static final int JOINS = 9;

    private final RunningLab lab = RunningLab.start("screenshots", SMALL);
    private final LabBrowser browser = new LabBrowser();
    private final Gallery gallery;
    private final Page desk = stranger().newPage();
    private final ClassPictures classes;

    private Screenshots(Path folder) {
        gallery = new Gallery(folder);
        classes = new ClassPictures(gallery, lab.link().toString(), desk);
    }

    public static void main(String... arguments) {
        Path folder = Path.of(arguments.length > 0 ? arguments[0] : "target/screenshots");
        try (Screenshots screenshots = new Screenshots(folder)) {
            screenshots.strangers();
            screenshots.people();
            screenshots.classes();
            screenshots.learner();
            screenshots.cards();
            Page working = screenshots.machine();
            screenshots.fullHouse();
            screenshots.refusals();
            screenshots.ending(working);
            screenshots.repaired();
            System.out.println(screenshots.gallery.finish());
            screenshots.gallery.missing().forEach(route -> System.out.println("  no picture of " + route));
        }
    }

    private void strangers() {
        Page page = browser.page();
        open(page, "", "home-stranger", "the first page");
        open(page, "account", "join-first", "401: a page for learners");
        open(page, "nowhere", "not-found", "404");
        open(page, "", "before-joining", "the form");
        button(page, "Join").click();
        gallery.take(page, "joining-without-a-name", "a form that was filled in wrongly");
        join(page, "Ada Lovelace");
        gallery.take(page, "welcome", "the personal link, shown once");
        page.reload();
        gallery.take(page, "welcome-again", "the personal link, shown before");
    }

    private void people() {
        new PeoplePictures(gallery, lab.link().toString()).take(desk, lab.administratorLink());
        AccountPictures accounts = new AccountPictures(gallery, lab.link().toString());
        accounts.tokens(desk);
        accounts.guest(desk.context().browser());
    }

    private void classes() {
        String link = classes.making();
        new WebhookPictures(gallery, desk, address(classes.path())).take();
        classes.doors(browser.page(), link);
    }

    private void learner() {
        Page page = browser.page();
        open(page, "", "home", "home of a learner, with cards that are due");
        open(page, "account", "account", "the account of a guest");
        open(page, LESSON, "lesson", "the lesson, nothing begun");
        page.locator(".services-measure a").click();
        page.locator(".services-times").waitFor();
        gallery.take(page, "lesson-measured", "the table of services, and how long packets take");
        page.keyboard().press("?");
        page.locator("dialog.sheet-dialog").waitFor();
        gallery.take(page, "cheat-sheet", "the cheat sheet, one key away");
        open(page, "reading/iptables-following-a-packet/cheat-sheet", "cheat-sheet-page", "the cheat sheet as a page");
        open(page, "reading/iptables-following-a-packet/services", "services", "a table of kube-proxy's as a page");
        open(page, LESSON + "/nothing", "no-exercise", "404 with its own words");
        open(page, "?language=zh-CN", "home-chinese", "home in Chinese");
        open(page, LESSON, "lesson-chinese", "the lesson in Chinese");
        page.navigate(address("?language=en"));
    }

    private void cards() {
        Page page = browser.page();
        open(page, "cards", "card-question", "a flashcard");
        page.keyboard().press("Space");
        page.locator("#card-answer").waitFor();
        gallery.take(page, "card-answer", "its answer, and when it comes again");
        while (page.locator(".flashcard-back").count() > 0) {
            String before = page.locator("#card-question").textContent();
            page.locator(".flashcard-back").evaluate("e => { e.open = true }");
            page.locator(".flashcard-rating").nth(3).click();
            expect(page.locator("#card-question")).not().hasText(before);
        }
        gallery.take(page, "cards-done", "no card is left for now");
        open(page, "cards/all", "cards-all", "all cards");
        open(page, "", "home-without-due-cards", "home when no card is due");
    }

    private Page machine() {
        Page page = browser.page();
        open(page, FIREWALL, "exercise-before", "an exercise without a machine");
        button(page, "Start your machine").click();
        expect(browser.screen()).containsText("# ");
        gallery.take(page, "exercise", "an exercise with a machine");
        if (button(page, "Record").isVisible()) {
            button(page, "Record").click();
        }
        expect(page.locator("#recording-mark")).hasAttribute("data-state", "on");
        browser.enter(
                "apt-get update -q >/dev/null && apt-get install -yq iptables >/dev/null; iptables -A INPUT -j DROP");
        page.locator(".check[data-state=failed]").first().waitFor(new Locator.WaitForOptions().setTimeout(120_000));
        gallery.take(page, "exercise-failed", "checks that say which rule decides");
        classes.teaching(page);
        browser.enter("clear");
        Page map = page.context().newPage();
        map.navigate(address(FIREWALL + "/follow"));
        new WalkPictures(gallery, map).take();
        map.close();
        browser.enter("clear");
        replay(page.context().newPage());
        browser.enter("clear; iptables -F; iptables -A INPUT -i lo -j ACCEPT; iptables -A INPUT -m conntrack --ctstate "
                + "ESTABLISHED,RELATED -j ACCEPT; iptables -A INPUT -j DROP");
        page.locator("#verdict").waitFor(new Locator.WaitForOptions().setTimeout(60_000));
        gallery.take(page, "exercise-passed", "every check has passed");
        classes.afterwards();
        open(page, FIREWALL + "/journal", "journal", "what has happened at an exercise");
        open(page, LESSON, "lesson-own", "the lesson with the rules of the learner's own machine");
        page.navigate(address(FIREWALL));
        expect(browser.screen()).containsText("# ");
        return page;
    }

    private void replay(Page page) {
        open(page, "recordings", "recordings", "what was recorded");
        page.locator(".recordings a").click();
        page.locator(".ap-term").waitFor();
        page.locator("[data-moments] button").last().click();
        page.locator("svg.map").waitFor();
        gallery.take(page, "replay", "a recording, with the rules of that moment");
        page.close();
    }

    private void fullHouse() {
        Page page = browser.page().context().newPage();
        page.navigate(address(LESSON + "/auto-revert"));
        button(page, "Start your machine").click();
        gallery.take(page, "too-many", "one machine more than a learner may have");
        page.close();
        try (BrowserContext second = stranger();
                BrowserContext third = stranger()) {
            start(second, "Grace");
            Page waiting = start(third, "Edsger");
            gallery.take(waiting, "queue", "every machine is taken");
            desk.navigate(address(classes.path() + "/board"));
            desk.locator("#board-queue").waitFor();
            gallery.take(desk, "board-queue", "the board while somebody waits for a machine");
            Page home = third.newPage();
            home.navigate(address(FIREWALL));
            gallery.take(home, "exercise-queued", "the exercise of who waits");
        }
    }

    private void refusals() {
        try (BrowserContext context = stranger()) {
            Page page = context.newPage();
            page.setContent("<form method=post action='" + address("learners") + "'><button>Send</button></form>");
            button(page, "Send").click();
            page.waitForURL("**/learners");
            gallery.take(page, "forbidden", "403: a form of another site");
        }
        for (int i = 0; i < JOINS; i++) {
            try (BrowserContext context = stranger()) {
                Page page = context.newPage();
                join(page, "Somebody " + i);
                if (page.locator("h1").textContent().contains("Many people")) {
                    gallery.take(page, "too-many-joins", "429");
                    return;
                }
            }
        }
        throw new IllegalStateException("everybody could join, though " + SMALL);
    }

    private void ending(Page working) {
        // Nobody types there: the warning comes by itself, a while before the end.
        working.locator("#lease-warning").waitFor(new Locator.WaitForOptions().setTimeout(240_000));
        gallery.take(working, "exercise-warning", "the machine ends soon");
        working.locator("#machine-ended").waitFor(new Locator.WaitForOptions().setTimeout(240_000));
        gallery.take(working, "exercise-expired", "the machine has been taken back");
        Page page = browser.page();
        page.navigate(address(FIREWALL));
        // Another button than the first time: it says what became of the machine before.
        page.locator(".start form[action$='/machine'] button").click();
        expect(browser.screen()).containsText("# ");
        lab.kill();
        expect(page.locator("[data-island=terminal]"))
                .containsText(Pattern.compile("connect", Pattern.CASE_INSENSITIVE));
        gallery.take(page, "exercise-offline", "the server does not answer");
    }

    private void repaired() {
        LESSONS.repair();
        lab.up();
        new GradePictures(gallery, lab.link().toString(), desk, classes.path()).take();
    }

    private void open(Page page, String path, String name, String words) {
        page.navigate(address(path));
        gallery.take(page, name, words);
    }

    private Page start(BrowserContext context, String name) {
        Page page = context.newPage();
        page.navigate(address(""));
        page.getByLabel("Class code").fill(ClassPictures.CODE);
        page.getByLabel("Your name").fill(name);
        button(page, "Join").click();
        page.waitForURL("**/welcome**");
        page.navigate(address(FIREWALL));
        button(page, "Start your machine").click();
        page.locator("[data-island=terminal], .place").first().waitFor();
        return page;
    }

    private void join(Page page, String name) {
        page.navigate(address(""));
        page.getByLabel("Your name").fill(name);
        button(page, "Join").click();
        page.waitForLoadState();
    }

    private BrowserContext stranger() {
        return browser.page()
                .context()
                .browser()
                .newContext(new Browser.NewContextOptions().setViewportSize(1280, 800));
    }

    private String address(String path) {
        return lab.link() + path;
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @Override
    public void close() {
        browser.close();
        lab.close();
    }
}
