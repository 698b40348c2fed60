package dev.packetwalk.web.gradebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.AuditEntry;
import dev.packetwalk.progress.AuditLog;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.Role;
import dev.packetwalk.progress.classes.ClassStaff;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.web.Browser;
import dev.packetwalk.web.WebDatabase;
import dev.packetwalk.web.board.TestClass;
import dev.packetwalk.web.people.TestPeople;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WebDatabase.class)
class GradebookPagesTest {
    private static final ExerciseKey RULE_ORDER = new ExerciseKey(OldGrades.FIREWALL.lesson(), "rule-order");

    @Inject
    TestPeople people;

    @Inject
    TestClass classes;

    @Inject
    ClassStaff staff;

    @Inject
    OldGrades grades;

    @Inject
    AuditLog audit;

    private final Browser browser = new Browser();
    private UUID teacher = UUID.randomUUID();
    private UUID grader = UUID.randomUUID();

    @BeforeEach
    void people() {
        teacher = people.make(Role.INSTRUCTOR, "teacher");
        grader = people.make(Role.GRADER, "grader");
    }

    @Test
    void a_grader_finds_the_classes_that_they_grade_from_the_first_page_on_and_no_others() {
        TaughtClass graded = classes.taughtBy(teacher);
        TaughtClass another = classes.taughtBy(teacher);
        browser.as(grader, people);
        assertThat(browser.get("/").asString()).contains("href=\"/gradebooks\"").doesNotContain("href=\"/classes\"");
        assertThat(browser.get("/account").asString()).contains("href=\"/gradebooks\"");
        assertThat(browser.get("/gradebooks").asString()).contains("You grade no class yet", "/account/tokens");

        staff.add(teacher, graded.id(), grader);
        assertThat(browser.get("/gradebooks").asString())
                .contains("/classes/" + graded.id() + "/gradebook")
                .doesNotContain(another.id().toString());
        assertThat(browser.get("/classes/" + another.id() + "/gradebook").statusCode())
                .isEqualTo(404);
    }

    @Test
    void the_grades_of_a_class_lead_to_attempts_with_their_reasons_and_evidence() {
        TaughtClass taught = classes.taughtBy(teacher);
        staff.add(teacher, taught.id(), grader);
        UUID ada = classes.join(taught, "Ada <b>");
        UUID bob = classes.join(taught, "Bob");
        Attempt attempt = grades.give(ada, OldGrades.NONE, CheckResult.State.FAILED);
        browser.as(grader, people);
        String book = "/classes/" + taught.id() + "/gradebook";
        assertThat(browser.get(book).asString())
                .contains("Ada &lt;b&gt;", book + "/" + ada, "3 of 4 checks", "not begun", "gradebook?format=csv")
                .doesNotContain("Ada <b>", "/learners/", "/regrades", "/board");

        String evidence = "/api/v1/attempts/" + attempt.id() + "/evidence";
        assertThat(browser.get(book + "/" + ada).asString())
                .contains("Ada &lt;b&gt;", "3 of 4 checks", "There are no rules yet", evidence)
                .doesNotContain("Ada <b>");
        assertThat(browser.get(book + "/" + bob).asString()).contains("Nothing has been begun yet");
        assertThat(audit.read(new AuditLog.Filter("Ada <b>", "learner_opened", null, null, null), 5))
                .extracting(AuditEntry::actor)
                .contains("grader");
    }

    @Test
    void what_instructors_do_is_not_for_graders() {
        TaughtClass taught = classes.taughtBy(teacher);
        staff.add(teacher, taught.id(), grader);
        UUID ada = classes.join(taught, "Ada");
        browser.as(grader, people);
        String here = "/classes/" + taught.id();
        for (String page : List.of(
                "/classes",
                here,
                here + "/board",
                here + "/roster",
                here + "/edit",
                here + "/regrades",
                here + "/webhooks",
                here + "/learners/" + ada,
                here + "/learners/" + ada + "/recordings")) {
            assertThat(browser.get(page).statusCode()).as(page).isEqualTo(403);
        }
        assertThat(browser.post("/gradebooks", here + "/learners/" + ada + "/notes")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void more_attempts_than_fit_are_on_pages() {
        TaughtClass taught = classes.taughtBy(teacher);
        UUID ada = classes.join(taught, "Ada");
        for (int i = 0; i <= GradebookPages.PAGE; i++) {
            // Of each exercise only so many are kept.
            classes.startOver(ada, i % 2 == 0 ? OldGrades.FIREWALL : RULE_ORDER);
        }
        browser.as(teacher, people);
        String page = "/classes/" + taught.id() + "/gradebook/" + ada;
        String first = browser.get(page).asString();
        assertThat(first.split("gradebook-attempt", -1)).hasSize(GradebookPages.PAGE + 1);
        Matcher older = Pattern.compile("href=\"(\\?before=\\d+)\"").matcher(first);
        assertThat(older.find()).isTrue();
        assertThat(browser.get(page + older.group(1)).asString().split("gradebook-attempt", -1))
                .hasSize(2);
    }
}
