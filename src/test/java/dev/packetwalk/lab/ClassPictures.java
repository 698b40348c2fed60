package dev.packetwalk.lab;

import static dev.packetwalk.lab.LabBrowser.expect;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;

/** Pictures of a class as who teaches it sees it, from its making to the lesson, and of the doors by which learners come in. */
final class ClassPictures {
    /** The class that learners of this lab are in. */
    static final String CODE = "NET-101";

    /** Who works in it. */
    static final String LEARNER = "Ada Lovelace";

    private static final String LIST = """
            Name\tStudent ID\tE-mail
            Grace Hopper\t1906\tgrace@example.org
            Katherine Johnson-Goble, of the computing group\t1918\tkatherine.johnson.of.the.computers@example.org
            \t1919\tnobody
            """;

    private final Gallery gallery;
    private final String base;
    private final Page desk;
    private String taught = "";

    /** Of the lab at that address, which ends in a slash; {@code desk} is a page of somebody who may teach. */
    ClassPictures(Gallery gallery, String base, Page desk) {
        this.gallery = gallery;
        this.base = base;
        this.desk = desk;
    }

    /** Making a class, and its pages while nobody is in it; ends with the personal link of somebody on its roster. */
    String making() {
        see("classes", "classes-none", "no class yet");
        desk.navigate(base + "classes/new");
        gallery.take(desk, "class-new", "the plan of a new class");
        desk.locator("#capacity").fill("0");
        press(".class-form button.primary");
        gallery.take(desk, "class-new-wrong", "a plan that cannot be");
        make("Computer networks, Monday group", CODE);
        gallery.take(desk, "class-empty", "a class that nobody has joined");
        taught = desk.url() + "/";
        open("board", "board-empty", "the board before anybody joins");
        open("progress", "projector-empty", "progress for the projector before anybody joins");
        open("gradebook", "gradebook-empty", "the gradebook before anybody joins");
        open("roster", "roster-empty", "no roster");
        open("roster/import", "roster-import", "bringing a roster");
        press(".class-form button.primary");
        gallery.take(desk, "roster-import-wrong", "nothing was brought");
        desk.locator("#pasted").fill(LIST);
        press(".class-form button.primary");
        gallery.take(desk, "roster-preview", "what a list would change, before it does");
        press("form[action$=apply] button");
        gallery.take(desk, "roster", "a roster");
        press(".class-links button.primary");
        gallery.take(desk, "roster-links", "personal links, shown once");
        String link = desk.locator("code.class-link").first().textContent();
        desk.navigate(taught + "roster");
        desk.locator("tbody a").last().click();
        desk.locator("#off-title").waitFor();
        gallery.take(desk, "roster-one", "one person of the roster");
        return link;
    }

    /** How learners come in: somebody known by the code, somebody by their link, and who is turned away. */
    void doors(Page known, String link) {
        Browser browser = known.context().browser();
        open("code", "code", "the code for the projector");
        try (BrowserContext window = browser.newContext()) {
            Page page = window.newPage();
            page.navigate(base + "join");
            gallery.take(page, "join-ask", "asking for a code");
            page.navigate(base + "join?code=nobodys-code");
            gallery.take(page, "join-unknown", "a code of no class");
            page.navigate(base + "join/" + CODE);
            gallery.take(page, "join-door", "the door of a class, for a stranger");
            page.navigate(link);
            gallery.take(page, "enter", "a personal link");
            page.locator("form button.primary").click();
            page.locator("button[name=skip]").click();
            page.waitForURL("**/lessons/**");
        }
        known.navigate(base + "join/" + CODE);
        gallery.take(known, "join-known", "the door of a class, for a learner");
        known.locator("form button.primary").click();
        known.locator("#watch").waitFor();
        gallery.take(known, "consent", "what the instructors may do");
        for (String choice : new String[] {"#watch", "#type", "#record"}) {
            known.locator(choice).check();
        }
        known.locator("form button.primary").click();
        known.waitForURL("**/lessons/**");
        known.navigate(base + "join/" + CODE);
        gallery.take(known, "join-joined", "the door of a class, for who is in it");
        turnedAway(browser);
    }

    private void turnedAway(Browser browser) {
        plan(() -> desk.locator("#capacity").fill("2"));
        see("classes/" + id(), "class-full", "a class without a free place");
        door(browser, "join-full", "a class without a free place, from outside");
        plan(() -> {
            desk.locator("#capacity").fill("40");
            desk.locator("#roster-only").check();
        });
        door(browser, "join-roster-only", "a class for those on its roster");
        plan(() -> desk.locator("#roster-only").uncheck());
        desk.navigate(taught + "edit");
        press("form[action$='/close'] button");
        see("classes/" + id(), "class-closed", "a class that takes nobody any more");
        door(browser, "join-closed", "a class that takes nobody any more, from outside");
        open("code", "code-closed", "the code of a class that takes nobody any more");
        desk.navigate(taught.substring(0, taught.length() - 1));
        press("form[action$='/reopen'] button");
    }

    private void door(Browser browser, String name, String words) {
        try (BrowserContext window = browser.newContext()) {
            Page page = window.newPage();
            page.navigate(base + "join/" + CODE);
            gallery.take(page, name, words);
        }
    }

    /** The class while a learner works: {@code learner} is at an exercise of theirs, and has failed a check. */
    void teaching(Page learner) {
        see("classes", "classes", "the classes of an instructor");
        see("classes/" + id(), "class", "a class and who is in it");
        desk.navigate(taught.substring(0, taught.length() - 1) + "?text=nobody+of+that+name");
        gallery.take(desk, "class-nobody-fits", "nobody fits what is looked for");
        learner.locator(".help-hand button").click();
        expect(learner.locator(".help-hand .fine")).isVisible();
        open("board", "board", "the board, with somebody who asks for help");
        desk.locator(".board-table a:has-text('" + LEARNER + "')").click();
        desk.locator("[data-terminal]").first().click();
        expect(desk.locator(".companion-screen .xterm-rows")).containsText("iptables");
        expect(desk.locator("[data-island=rules] svg").first()).isVisible();
        gallery.take(desk, "learner", "a learner, as their instructor sees them");
        desk.locator("#note-text").fill("Which rule does the reply meet first?");
        press(".learner-note button.primary");
        expect(learner.locator(".help-text")).isVisible();
        gallery.take(desk, "learner-told", "a note has been sent");
        desk.locator("[data-terminal]").first().click();
        expect(learner.locator("[data-watchers]")).isVisible();
        gallery.take(learner, "exercise-helped", "a note, a hand that is up, and somebody who looks on");
        open("progress", "projector", "progress for the projector");
    }

    /** What is left when somebody has recorded their terminal: their recordings, leaving, the plan, and the end of the class. */
    void afterwards() {
        desk.navigate(taught + "board");
        desk.locator(".board-table a:has-text('" + LEARNER + "')").click();
        desk.locator(".board-links a").click();
        gallery.take(desk, "class-recordings", "recordings that a learner shares");
        open("edit", "class-edit", "the plan of a class");
        open("instructors", "instructors", "who teaches a class");
        desk.locator(".signed-in-list a.button").first().click();
        gallery.take(desk, "instructor-leaving", "asking before somebody leaves a class that they teach");
        desk.navigate(taught.substring(0, taught.length() - 1));
        desk.locator(".class-act a").first().click();
        gallery.take(desk, "class-remove-learner", "asking before a learner is taken out");
        open("delete", "class-delete", "asking before a class is deleted");
    }

    /** Where the class is, as a path. */
    String path() {
        return "classes/" + id();
    }

    private String id() {
        return taught.replaceFirst(".*/classes/", "").replace("/", "");
    }

    private void make(String name, String code) {
        desk.navigate(base + "classes/new");
        desk.locator("#name").fill(name);
        desk.locator("#code").fill(code);
        desk.locator("#ends").fill("2037-11-30T12:00");
        desk.locator("#capacity").fill("40");
        press(".class-form button.primary");
        desk.locator("#class-code").waitFor();
    }

    private void plan(Runnable change) {
        desk.navigate(taught + "edit");
        change.run();
        press(".class-form button.primary");
    }

    private void open(String page, String name, String words) {
        desk.navigate(taught + page);
        gallery.take(desk, name, words);
    }

    private void see(String path, String name, String words) {
        desk.navigate(base + path);
        gallery.take(desk, name, words);
    }

    private void press(String selector) {
        desk.locator(selector).first().click();
        desk.waitForLoadState();
    }
}
