package dev.packetwalk.web.instructor;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.packetwalk.progress.Role;
import dev.packetwalk.progress.classes.Enrolled;
import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.web.Chromium;
import dev.packetwalk.web.PageLook;
import dev.packetwalk.web.WebDatabase;
import dev.packetwalk.web.people.TestPeople;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Classes as a real browser shows them. Pictures of all pages are left in target/screens. */
@QuarkusTest
@WithTestResource(WebDatabase.class)
@Tag("browser")
class ClassesInBrowserTest {
    private static final String LIST =
            "Name\tStudent ID\tE-mail\nGrace Hopper\t1906\tgrace@example.org\nKatherine Johnson\t1918\t\n";

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @TestHTTPResource
    @SuppressWarnings("NullAway.Init") // set before each test
    URL base;

    @Inject
    TestPeople people;

    @Inject
    Enrolments enrolments;

    private final PageLook look = new PageLook("classes-");
    private String suffix = "";

    @Test
    void an_instructor_makes_a_class_and_three_join_it_each_in_another_way() {
        UUID instructor = people.make(Role.INSTRUCTOR, "ada");
        try (BrowserContext teacher = CHROMIUM.context(ColorScheme.LIGHT, 1440, 900);
                BrowserContext byCode = CHROMIUM.context(ColorScheme.LIGHT, 1440, 900);
                BrowserContext byLink = CHROMIUM.context(ColorScheme.LIGHT, 1440, 900);
                BrowserContext already = CHROMIUM.context(ColorScheme.LIGHT, 1440, 900)) {
            Page desk = signIn(teacher, instructor);
            makeClass(desk);
            String here = desk.url();
            String code = desk.locator("#class-code").inputValue();
            desk.navigate(here + "/roster");
            importList(desk);
            button(desk, "Make 2 links").click();
            String link = desk.locator("tr", new Page.LocatorOptions().setHasText("Grace"))
                    .locator("code")
                    .textContent();
            assertThat(desk.waitForDownload(() -> button(desk, "Download as CSV", AriaRole.LINK)
                                    .click())
                            .suggestedFilename())
                    .isEqualTo("packetwalk-" + code.toLowerCase(Locale.ROOT) + "-links.csv");
            desk.navigate(here + "/code");
            assertThat(desk.locator("[data-joined]")).hasText("0");

            joinByCode(byCode.newPage(), code);
            assertThat(desk.locator("[data-joined]")).hasText("1");

            joinByLink(byLink.newPage(), link);
            joinOnceThoughAskedTwice(Chromium.join(already, base.toString(), "Alan Turing"), code);

            assertThat(desk.locator("[data-joined]")).hasText("3");
            desk.navigate(here);
            assertThat(desk.locator(".class-members tbody tr")).hasCount(3);
            assertThat(desk.locator("tr", new Page.LocatorOptions().setHasText("Grace Hopper")))
                    .containsText("1906");
            assertThat(desk.locator("tr", new Page.LocatorOptions().setHasText("Ada Lovelace")))
                    .containsText("watching, typing");
            UUID taught = UUID.fromString(here.replaceFirst(".*/", ""));
            assertThat(enrolments.of(instructor, taught))
                    .extracting(Enrolled::name)
                    .containsExactly("Ada Lovelace", "Alan Turing", "Grace Hopper");
        }
    }

    private void joinByCode(Page stranger, String code) {
        stranger.navigate(base + "join");
        stranger.locator("#code").fill(code.toLowerCase(Locale.ROOT));
        button(stranger, "Go on").click();
        stranger.locator("#name").fill("Ada Lovelace");
        button(stranger, "Join the class").click();
        stranger.getByText("I have kept it, go on").click();
        stranger.getByLabel("They may watch it").check();
        stranger.getByLabel("They may type in it, too").check();
        button(stranger, "Save my choice").click();
        stranger.waitForURL("**/lessons/**");
    }

    private static void joinByLink(Page rostered, String link) {
        rostered.navigate(link);
        button(rostered, "Start as \u2068Grace Hopper\u2069").click();
        button(rostered, "Skip: share nothing").click();
        rostered.waitForURL("**/lessons/**");
    }

    private void joinOnceThoughAskedTwice(Page known, String code) {
        known.navigate(base + "join/" + code);
        button(known, "Join as \u2068Alan Turing\u2069").click();
        button(known, "Skip: share nothing").click();
        known.navigate(base + "join/" + code);
        assertThat(known.locator("main")).containsText("You are in this class.");
        known.navigate(base.toString());
        assertThat(known.locator(".home-classes")).not().containsText("One question is open");
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1440, 900, en", "DARK, 1920, 1080, en", "LIGHT, 360, 740, en", "DARK, 360, 740, zh-CN"})
    void every_page_about_classes_can_be_used_by_everyone(ColorScheme scheme, int width, int height, String language) {
        suffix = scheme.name().toLowerCase(Locale.ROOT) + "-" + width;
        try (BrowserContext teacher = CHROMIUM.context(scheme, width, height);
                BrowserContext learner = CHROMIUM.context(scheme, width, height);
                BrowserContext rostered = CHROMIUM.context(scheme, width, height)) {
            Page desk = signIn(teacher, people.make(Role.INSTRUCTOR, "ada"));
            desk.navigate(base + "classes?language=" + language);
            look(desk, "none");
            desk.navigate(base + "classes/new");
            desk.locator("#capacity").fill("0");
            desk.locator(".class-form button.primary").click();
            desk.locator("#capacity-problem").waitFor();
            look(desk, "new-wrong");
            desk.navigate(base + "classes/new");
            look(desk, "new");
            makeClass(desk);
            String here = desk.url();
            String code = desk.locator("#class-code").inputValue();
            look(desk, "overview-empty");
            desk.navigate(here + "/roster");
            look(desk, "roster-empty");
            desk.navigate(here + "/roster/import");
            look(desk, "import");
            importListAnd(desk, () -> look(desk, "preview"));
            look(desk, "roster");
            desk.locator(".class-links button.primary").click();
            desk.locator("code").first().waitFor();
            look(desk, "links");
            String link = desk.locator("code").first().textContent();
            learner(learner, code, language);
            enter(rostered, link, language);
            for (String page : List.of("", "/edit", "/delete", "/instructors", "/code")) {
                desk.navigate(here + page);
                look(desk, page.isEmpty() ? "overview" : page.substring(1));
            }
            desk.navigate(here + "/edit");
            desk.locator("#capacity").fill("60");
            desk.locator("#reserved").fill("50");
            desk.locator(".class-form button.primary").first().click();
            desk.locator("#machines-title").waitFor();
            look(desk, "overview-short");
            desk.navigate(here + "/roster");
            desk.locator("tbody a").first().click();
            desk.locator("#off-title").waitFor();
            look(desk, "roster-one");
            desk.navigate(here);
            desk.locator(".class-act a").first().click();
            desk.locator("button.danger").waitFor();
            look(desk, "remove");
            desk.navigate(base + "classes");
            look(desk, "list");
            webhooks(desk, here + "/webhooks");
        }
        assertThat(look.problems()).isEmpty();
    }

    private void learner(BrowserContext window, String code, String language) {
        Page page = window.newPage();
        page.navigate(base + "join?language=" + language + "&code=nobodys-code");
        page.locator("#code-problem").waitFor();
        look(page, "join-unknown");
        page.navigate(base + "join/" + code);
        look(page, "join");
        page.locator("#name").fill("Ada Lovelace");
        page.locator("form.join button").click();
        page.locator("main .button.primary").click();
        page.locator("#watch").waitFor();
        look(page, "consent");
        page.locator("#watch").check();
        page.locator("form button.primary").click();
        page.navigate(base + "join/" + code);
        look(page, "joined");
        page.navigate(base.toString());
        look(page, "home");
        page.navigate(base + "account");
        look(page, "account");
    }

    private void webhooks(Page desk, String webhooks) {
        desk.navigate(webhooks);
        look(desk, "webhooks-none");
        desk.locator("#webhook-address").fill("grades.example.edu");
        desk.locator("main form button.primary").click();
        desk.locator("#webhook-problem").waitFor();
        look(desk, "webhook-wrong");
        // Our own server, which takes no messages and says so.
        desk.locator("#webhook-address").fill("http://localhost:" + base.getPort() + "/" + "a-long-way/".repeat(10));
        desk.locator("main form button.primary").click();
        desk.locator("#webhook-secret").waitFor();
        look(desk, "webhook-secret");
        desk.locator("a.button.primary").click();
        look(desk, "webhook-new");
        desk.locator("form[action$='/ping'] button").click();
        desk.locator(".signed-in-list li").first().waitFor();
        look(desk, "webhook");
        desk.locator("[commandfor=remove][command=show-modal]").click();
        desk.locator("#remove").waitFor();
        look(desk, "webhook-remove");
        desk.navigate(webhooks);
        look(desk, "webhooks");
    }

    private void enter(BrowserContext window, String link, String language) {
        Page page = window.newPage();
        page.navigate(link + "?language=" + language);
        look(page, "enter");
        page.locator("form button.primary").click();
        page.locator("button[name=skip]").click();
        page.navigate(base.toString());
        look(page, "home-answered");
    }

    private Page signIn(BrowserContext window, UUID who) {
        Page page = window.newPage();
        page.navigate(base + "sign-in");
        page.locator("#login").fill(people.login(who));
        page.locator("#password").fill(TestPeople.PASSWORD);
        page.locator("main").getByRole(AriaRole.BUTTON).last().click();
        page.waitForURL(base.toString());
        return page;
    }

    private void makeClass(Page page) {
        page.navigate(base + "classes/new");
        page.locator("#name").fill("Computer networks, Monday group");
        page.locator("#starts").fill("2030-11-30T10:00");
        page.locator("#ends").fill("2030-11-30T12:00");
        page.locator("#capacity").fill("40");
        page.locator("#reserved").fill("20");
        page.locator(".class-form button.primary").click();
        page.locator("#class-code").waitFor();
    }

    private void importList(Page page) {
        importListAnd(page, () -> {});
    }

    private void importListAnd(Page page, Runnable look) {
        page.navigate(page.url().replaceFirst("/roster.*", "/roster/import"));
        page.locator("#pasted").fill(LIST + "\t1919\tnobody\n");
        page.locator(".class-form button.primary").click();
        page.locator(".class-counts").waitFor();
        assertThat(page.locator(".class-counts li")).hasCount(2);
        look.run();
        page.locator("form[action$=apply] button").click();
        page.locator(".class-links").waitFor();
    }

    private static Locator button(Page page, String name) {
        return button(page, name, AriaRole.BUTTON);
    }

    private static Locator button(Page page, String name, AriaRole role) {
        return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private void look(Page page, String what) {
        look.at(page, what + "-" + suffix);
    }
}
