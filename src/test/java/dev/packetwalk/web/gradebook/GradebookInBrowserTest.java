package dev.packetwalk.web.gradebook;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.Database;
import dev.packetwalk.progress.Role;
import dev.packetwalk.progress.classes.ClassStaff;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.web.Chromium;
import dev.packetwalk.web.PageLook;
import dev.packetwalk.web.WebDatabase;
import dev.packetwalk.web.board.TestClass;
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
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Grades of a class as a real browser shows them. Pictures of all pages are left in target/screens. */
@QuarkusTest
@WithTestResource(WebDatabase.class)
@Tag("browser")
class GradebookInBrowserTest {
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
    OldGrades grades;

    @Inject
    ClassStaff staff;

    @Inject
    Attempts attempts;

    @Inject
    Database database;

    private final PageLook look = new PageLook("grades-");
    private String suffix = "";

    @ParameterizedTest
    @CsvSource({"LIGHT, 1440, 900, en", "DARK, 1440, 900, en", "LIGHT, 360, 740, en", "DARK, 360, 740, zh-CN"})
    void a_class_is_graded_again_by_everyone_who_teaches(ColorScheme scheme, int width, int height, String language) {
        suffix = scheme.name().toLowerCase(Locale.ROOT) + "-" + width;
        UUID teacher = people.make(Role.INSTRUCTOR, "teacher");
        TaughtClass taught = classes.taughtBy(teacher);
        grades.give(classes.join(taught, "Amina Okafor"), OldGrades.RIGHT, CheckResult.State.FAILED);
        grades.give(classes.join(taught, "王小明"), OldGrades.RIGHT, CheckResult.State.UNDECIDED);
        grades.give(classes.join(taught, "Oluwaseun Adeyemi-Johansson"), OldGrades.NONE, CheckResult.State.PASSED);
        try (BrowserContext window = CHROMIUM.context(scheme, width, height)) {
            Page page = signIn(window, teacher, language);
            page.navigate(base + "classes/" + taught.id());
            look(page, "class");
            page.locator("a[href$='/regrades']").click();
            page.locator("#regrade-exercise").waitFor();
            look(page, "ask");
            page.locator("main button.primary").click();
            // The page goes on by itself from comparing to what was found.
            assertThat(page.locator("#regrade[data-state=ready]")).isVisible();
            assertThat(page.locator(".regrade-changes > li")).hasCount(3);
            look(page, "ready");
            page.locator("#regrade button.primary").click();
            assertThat(page.locator("#regrade[data-state=applied]")).isVisible();
            look(page, "applied");
            page.navigate(base + "classes/" + taught.id() + "/regrades");
            look(page, "ask-again");
            page.locator("main button.primary").click();
            assertThat(page.locator("#regrade[data-state=ready]")).isVisible();
            look(page, "nothing");
        }
        assertThat(look.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1280, 800, en", "DARK, 1280, 800, zh-CN", "LIGHT, 360, 740, zh-CN", "DARK, 360, 740, en"})
    void how_far_it_is_and_what_went_wrong_is_told(ColorScheme scheme, int width, int height, String language) {
        suffix = scheme.name().toLowerCase(Locale.ROOT) + "-" + width;
        UUID teacher = people.make(Role.INSTRUCTOR, "teacher");
        TaughtClass taught = classes.taughtBy(teacher);
        for (String name : List.of("Amina Okafor", "王小明", "Oluwaseun Adeyemi-Johansson")) {
            grades.give(classes.join(taught, name), OldGrades.RIGHT, CheckResult.State.FAILED);
        }
        attempts.open(classes.join(taught, "Somebody who has only begun"), OldGrades.FIREWALL);
        try (BrowserContext window = CHROMIUM.context(scheme, width, height)) {
            Page page = signIn(window, teacher, language);
            // What is newest comes first, and needs no evidence: it has none.
            try (HeldUp held = new HeldUp(database, "lock table journal_entry in access exclusive mode")) {
                compare(page, taught);
                assertThat(page.locator("#regrade[data-state=comparing] progress"))
                        .hasAttribute("value", "1");
                look(page, "comparing");
                held.end();
            }
            assertThat(page.locator("#regrade[data-state=failed]")).isVisible();
            look(page, "failed-comparing");
            page.locator("#regrade a.primary").click();
            compare(page, taught);
            assertThat(page.locator("#regrade[data-state=ready]")).isVisible();
            String last = "select from attempt where id = (select min(a.id) from attempt a join enrolment e"
                    + " on e.learner = a.learner where e.class = '" + taught.id() + "') for update";
            try (HeldUp held = new HeldUp(database, last)) {
                page.locator("#regrade button.primary").click();
                assertThat(page.locator("#regrade[data-state=applying] progress"))
                        .hasAttribute("value", "2");
                look(page, "applying");
                held.end();
            }
            assertThat(page.locator("#regrade[data-state=failed]")).isVisible();
            look(page, "failed-applying");
            compare(page, taught);
            assertThat(page.locator("#regrade[data-state=ready]")).isVisible();
            database.jdbi()
                    .useHandle(sql -> sql.execute("update grade set graded_at = graded_at + interval '1 second'"));
            page.locator("#regrade button.primary").click();
            assertThat(page.locator("#regrade[data-state=applied]")).isVisible();
            look(page, "passed-over");
        }
        assertThat(look.problems()).isEmpty();
    }

    private void compare(Page page, TaughtClass taught) {
        page.navigate(base + "classes/" + taught.id() + "/regrades");
        page.locator("main button.primary").click();
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1440, 900, en", "DARK, 1440, 900, zh-CN", "LIGHT, 360, 740, zh-CN", "DARK, 360, 740, en"})
    void a_grader_finds_the_grades_and_the_evidence(ColorScheme scheme, int width, int height, String language) {
        suffix = scheme.name().toLowerCase(Locale.ROOT) + "-" + width;
        UUID teacher = people.make(Role.INSTRUCTOR, "teacher");
        UUID grader = people.make(Role.GRADER, "grader");
        TaughtClass taught = classes.full(teacher);
        UUID ada = classes.join(taught, "Ada Lovelace");
        grades.give(ada, OldGrades.NONE, CheckResult.State.FAILED);
        try (BrowserContext window = CHROMIUM.context(scheme, width, height)) {
            Page page = signIn(window, grader, language);
            page.navigate(base + "gradebooks");
            look(page, "none");
            staff.add(teacher, taught.id(), grader);
            page.navigate(base.toString());
            page.locator("a[href='/gradebooks']:visible").first().click();
            page.locator(".class-list a").waitFor();
            look(page, "classes");
            page.locator(".class-list a").first().click();
            assertThat(page.locator(".gradebook tbody tr")).hasCount(41);
            look(page, "gradebook");
            assertThat(page.waitForDownload(
                                    () -> page.locator("a[href$='format=csv']").click())
                            .suggestedFilename())
                    .endsWith(".csv");
            page.getByText("Ada Lovelace").click();
            page.locator("details summary").last().click();
            look(page, "learner");
            assertThat(page.waitForDownload(
                                    () -> page.locator("a[href$='/evidence']").click())
                            .suggestedFilename())
                    .startsWith("packetwalk-evidence-");
        }
        assertThat(look.problems()).isEmpty();
    }

    private Page signIn(BrowserContext window, UUID who, String language) {
        Page page = window.newPage();
        page.navigate(base + "sign-in?language=" + language);
        page.locator("#login").fill(people.login(who));
        page.locator("#password").fill(TestPeople.PASSWORD);
        page.locator("main button").last().click();
        page.waitForURL(base.toString());
        return page;
    }

    private void look(Page page, String what) {
        look.at(page, what + "-" + suffix);
    }
}
