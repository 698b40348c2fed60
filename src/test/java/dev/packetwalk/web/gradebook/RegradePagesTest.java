package dev.packetwalk.web.gradebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.AuditEntry;
import dev.packetwalk.progress.AuditLog;
import dev.packetwalk.progress.Role;
import dev.packetwalk.progress.classes.ClassStaff;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.web.Browser;
import dev.packetwalk.web.WebDatabase;
import dev.packetwalk.web.board.TestClass;
import dev.packetwalk.web.people.TestPeople;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The pages by which a class is graded again; what that does is told by {@code RegradingTest}. */
@QuarkusTest
@WithTestResource(WebDatabase.class)
class RegradePagesTest {
    @Inject
    TestPeople people;

    @Inject
    TestClass classes;

    @Inject
    OldGrades grades;

    @Inject
    Attempts attempts;

    @Inject
    ClassStaff staff;

    @Inject
    AuditLog audit;

    private final Browser browser = new Browser();

    @Test
    void what_would_change_is_shown_and_only_what_was_confirmed_is_done() {
        UUID teacher = people.make(Role.INSTRUCTOR, "teacher");
        TaughtClass taught = classes.taughtBy(teacher);
        UUID ada = classes.join(taught, "Ada <b>");
        UUID bob = classes.join(taught, "Bob");
        grades.give(ada, OldGrades.RIGHT, CheckResult.State.FAILED);
        grades.give(bob, OldGrades.NONE, CheckResult.State.PASSED);
        browser.as(teacher, people);
        String here = "/classes/" + taught.id();
        assertThat(browser.get(here).asString()).contains(here + "/regrades");
        assertThat(browser.get(here + "/board").asString()).contains(here + "/regrades");

        String found = compare(here, "");
        String page = whenItSays(found, "ready");
        assertThat(page)
                .contains("2 of 2 attempts would end otherwise", "1 has not passed any more", "1 has passed now")
                .contains("Ada &lt;b&gt;", "Nothing has changed yet", "Change these 2 grades")
                .contains("<code><span class=\"unbroken\">-A</span> INPUT <span class=\"unbroken\">-i</span> lo "
                        + "<span class=\"unbroken\">-j</span> ACCEPT</code>")
                .doesNotContain("<b>Ada", "Ada <b>");
        assertThat(page.indexOf("Bob")).as("what weighs most is first").isLessThan(page.indexOf("Ada"));
        assertThat(attempts.latest(ada, OldGrades.FIREWALL).orElseThrow().passed())
                .isFalse();
        assertThat(browser.get(here + "/regrades").asString()).contains(found, "compared, nothing was changed");

        assertThat(browser.post(found, found + "/apply").statusCode()).isEqualTo(303);
        assertThat(whenItSays(found, "applied")).contains("2 grades are changed");
        assertThat(attempts.latest(ada, OldGrades.FIREWALL).orElseThrow().passed())
                .isTrue();
        assertThat(attempts.latest(bob, OldGrades.FIREWALL).orElseThrow().passed())
                .isFalse();
        await().untilAsserted(() -> assertThat(
                        audit.read(new AuditLog.Filter(taught.plan().code().value(), "regraded", null, null, null), 5))
                .extracting(AuditEntry::detail)
                .containsExactly("2 of 2 attempts changed"));
        assertThat(browser.post(found, found + "/apply").statusCode())
                .as("twice")
                .isEqualTo(303);
        assertThat(whenItSays(compare(here, ""), "ready")).contains("2 attempts were compared. All grades stay");
    }

    @Test
    void one_exercise_can_be_looked_at_alone() {
        UUID teacher = people.make(Role.INSTRUCTOR, "teacher");
        TaughtClass taught = classes.taughtBy(teacher);
        grades.give(classes.join(taught, "Ada"), OldGrades.RIGHT, CheckResult.State.FAILED);
        browser.as(teacher, people);
        String here = "/classes/" + taught.id();
        assertThat(whenItSays(compare(here, "rule-order"), "ready")).contains("Only “", "There are no attempts yet");
        assertThat(whenItSays(compare(here, "minimal-firewall"), "ready")).contains("Only “", "Change this grade");
        assertThat(whenItSays(compare(here, "<nothing>"), "ready")).contains("All exercises", "Change this grade");
    }

    @Test
    void who_only_grades_a_class_does_not_grade_it_again() {
        UUID teacher = people.make(Role.INSTRUCTOR, "teacher");
        UUID grader = people.make(Role.GRADER, "grader");
        TaughtClass taught = classes.taughtBy(teacher);
        staff.add(teacher, taught.id(), grader);
        browser.as(grader, people);
        assertThat(browser.get("/classes/" + taught.id() + "/regrades").statusCode())
                .isEqualTo(403);
    }

    private String compare(String here, String exercise) {
        Response begun = browser.post(here + "/regrades", here + "/regrades", Map.of("exercise", exercise));
        assertThat(begun.statusCode()).isEqualTo(303);
        return begun.header("Location").replaceFirst("^https?://[^/]+", "");
    }

    private String whenItSays(String page, String state) {
        return await().until(() -> browser.get(page).asString(), text -> text.contains("data-state=\"" + state + "\""));
    }
}
