package dev.packetwalk.lab;

import static dev.packetwalk.lab.LabBrowser.expect;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;

/** Pictures of a class's grades, as who teaches it and who only grades it sees them, and of grading it again by a repaired lesson. */
final class GradePictures {
    private static final String GRADER = "dorothy";

    private final Gallery gallery;
    private final String base;
    private final Page desk;
    private final String taught;

    /** Of the lab at an address that ends in a slash, and of a class in it; {@code desk} is its administrator's, who teaches that class. */
    GradePictures(Gallery gallery, String base, Page desk, String taught) {
        this.gallery = gallery;
        this.base = base;
        this.desk = desk;
        this.taught = base + taught;
    }

    /** The lesson must have been repaired: some grades are to change, and are changed. */
    void take() {
        desk.navigate(taught + "/gradebook");
        gallery.take(desk, "gradebook", "the grades of a class");
        desk.locator(".gradebook tbody a:has-text('" + ClassPictures.LEARNER + "')")
                .click();
        desk.locator("details summary").last().click();
        gallery.take(desk, "gradebook-learner", "the attempts of a learner, with checks and reasons");
        grader();
        desk.navigate(taught + "/regrades");
        gallery.take(desk, "regrade-ask", "grading a class again, before anything is compared");
        compared();
        gallery.take(desk, "regrade-ready", "what a repaired lesson would change");
        desk.locator("#regrade button.primary").click();
        expect(desk.locator("#regrade[data-state=applied]")).isVisible();
        gallery.take(desk, "regrade-applied", "grades have been changed");
        desk.navigate(taught + "/regrades");
        gallery.take(desk, "regrade-ask-again", "grading a class again, and what came of the last time");
        compared();
        gallery.take(desk, "regrade-nothing", "nothing would change");
    }

    private void compared() {
        desk.locator("main button.primary").click();
        expect(desk.locator("#regrade[data-state=ready]")).isVisible();
    }

    private void grader() {
        desk.navigate(base + "admin/people");
        desk.locator("#invite-role").selectOption("grader");
        desk.locator("form[action$='/invitations'] button.primary").click();
        String invitation = desk.locator("#one-time-link").inputValue();
        try (BrowserContext window = desk.context().browser().newContext()) {
            Page page = window.newPage();
            page.navigate(invitation);
            PeoplePictures.account(page, "Dorothy Vaughan", GRADER);
            page.navigate(base + "gradebooks");
            gallery.take(page, "gradebooks-none", "a grader of no class yet");
            desk.navigate(taught + "/instructors");
            desk.locator("#login").fill(GRADER);
            desk.locator(".class-form button.primary").click();
            expect(desk.locator(".signed-in-list")).containsText(GRADER);
            page.navigate(base + "gradebooks");
            gallery.take(page, "gradebooks", "the classes of a grader");
            page.locator(".class-list a").first().click();
            page.locator(".gradebook").waitFor();
            gallery.take(page, "gradebook-grader", "the grades of a class, for a grader");
        }
    }
}
