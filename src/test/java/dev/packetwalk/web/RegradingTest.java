package dev.packetwalk.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.grading.Grade;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.AuditEntry;
import dev.packetwalk.progress.AuditLog;
import dev.packetwalk.progress.Database;
import dev.packetwalk.progress.RecordedCheck;
import dev.packetwalk.progress.Role;
import dev.packetwalk.progress.classes.ClassCode;
import dev.packetwalk.progress.classes.ClassPlan;
import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.progress.classes.SeenAttempts;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.web.people.TestPeople;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A lesson that graded wrongly, and what is done about it: the grades of then are put into the database as that lesson gave them. */
@QuarkusTest
@WithTestResource(WebDatabase.class)
class RegradingTest {
    private static final String RIGHT = """
            *filter
            :INPUT ACCEPT [0:0]
            :FORWARD ACCEPT [0:0]
            :OUTPUT ACCEPT [0:0]
            -A INPUT -i lo -j ACCEPT
            -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            -A INPUT -j DROP
            COMMIT
            """;

    @Inject
    TestPeople people;

    @Inject
    Classes classes;

    @Inject
    Enrolments enrolments;

    @Inject
    SeenAttempts seen;

    @Inject
    Attempts attempts;

    @Inject
    Regrading regrading;

    @Inject
    AuditLog audit;

    @Inject
    Database database;

    @Inject
    QuietEngine engine;

    private UUID teacher = UUID.randomUUID();
    private UUID ada = UUID.randomUUID();
    private TaughtClass taught = new TaughtClass(
            UUID.randomUUID(),
            ClassPlan.of("x", ClassCode.random(), Belongings.FIREWALL.lesson()),
            null,
            Instant.EPOCH);

    @BeforeEach
    void begin() {
        teacher = people.make(Role.INSTRUCTOR, "teacher");
        ada = people.make(Role.LEARNER, "ada");
        ClassPlan plan = ClassPlan.of("Networks", ClassCode.random(), Belongings.FIREWALL.lesson());
        taught = ((Classes.Making.Made) classes.make(teacher, plan)).taught();
        enrolments.join(ada, plan.code());
    }

    @AfterEach
    void repair() {
        engine.rules(QuietEngine.NO_RULES);
    }

    @Test
    void what_a_repaired_lesson_lets_pass_is_shown_then_applied_and_noted_and_the_old_grade_is_kept() {
        long id = attempt(RIGHT);
        asTheLessonOnceSaid(id, CheckResult.State.FAILED);

        Regrade regrade = compared();
        assertThat(regrade.progress().changed()).isEqualTo(1);
        Regrade.Change change = regrade.changes().getFirst();
        assertThat(change.learner()).isEqualTo(ada);
        assertThat(change.passedBefore()).isFalse();
        assertThat(change.passedAfter()).isTrue();
        assertThat(change.checks()).singleElement().satisfies(check -> {
            assertThat(check.before()).isEqualTo(CheckResult.State.FAILED);
            assertThat(check.after()).isEqualTo(CheckResult.State.PASSED);
            assertThat(check.reasonAfter()).isNotNull();
        });
        assertThat(now(id).passedAt()).as("nothing has changed yet").isNull();

        applied(regrade);
        assertThat(regrade.progress().applied()).isEqualTo(1);
        assertThat(now(id).passedAt()).isNotNull();
        List<SeenAttempts.Graded> history = seen.grades(now(id), null, 10);
        assertThat(history.getFirst().regradedAt()).isNotNull();
        assertThat(history.getFirst().grade().passed()).isTrue();
        assertThat(history.get(1).regradedAt()).isNull();
        assertThat(history.get(1).grade().passed()).isFalse();
        assertThat(audit.read(new AuditLog.Filter(taught.plan().code().value(), "regraded", null, null, null), 5))
                .extracting(AuditEntry::detail)
                .containsExactly("1 of 1 attempts changed");
        assertThat(compared().progress().changed()).as("once more").isZero();
    }

    @Test
    void what_a_repaired_lesson_lets_pass_no_longer_has_not_passed_any_more() {
        long id = attempt(QuietEngine.NO_RULES);
        asTheLessonOnceSaid(id, CheckResult.State.PASSED);
        assertThat(now(id).passedAt()).isNotNull();
        Regrade regrade = compared();
        assertThat(regrade.changes()).singleElement().satisfies(change -> {
            assertThat(change.passedBefore()).isTrue();
            assertThat(change.passedAfter()).isFalse();
        });
        applied(regrade);
        assertThat(now(id).passedAt()).isNull();
    }

    @Test
    void what_has_changed_since_it_was_compared_is_passed_over() {
        long id = attempt(RIGHT);
        asTheLessonOnceSaid(id, CheckResult.State.FAILED);
        Regrade regrade = compared();
        asTheLessonOnceSaid(id, CheckResult.State.UNDECIDED);
        applied(regrade);
        assertThat(regrade.progress().applied()).isZero();
        assertThat(regrade.progress().passedOver()).isEqualTo(1);
        assertThat(now(id).passedAt()).isNull();
    }

    @Test
    void without_evidence_a_grade_stays_as_it_is() {
        attempts.open(ada, Belongings.FIREWALL);
        Regrade regrade = compared();
        assertThat(regrade.progress().compared()).isEqualTo(1);
        assertThat(regrade.progress().withoutEvidence()).isEqualTo(1);
        assertThat(regrade.changes()).isEmpty();
    }

    /** One that was graded under these rules in a sandbox that is no more. */
    private long attempt(String rules) {
        engine.rules(rules);
        String sandbox = "/api/v1/sandboxes/" + Belongings.FIREWALL;
        Response claim = program().put(sandbox);
        String path = "/api/v1/attempts/" + claim.path("attempt");
        String run = program().post(path + "/checks").header("Location");
        assertThat(program().get(run + "?wait=30").<String>path("state")).isEqualTo("settled");
        program().delete(sandbox);
        long id = Long.parseLong(claim.path("attempt").toString());
        await().until(() -> now(id).latest() != null);
        return id;
    }

    /** All checks so, where the first is concerned by the repair; the others as they are, or passed. */
    private void asTheLessonOnceSaid(long id, CheckResult.State state) {
        Attempt attempt = now(id);
        List<CheckResult> results = Objects.requireNonNull(attempt.latest()).checks().stream()
                .map(RecordedCheck::result)
                .toList();
        List<CheckResult> then = results.stream()
                .map(result -> new CheckResult(
                        result.check(),
                        result.title(),
                        result.check().equals(results.getFirst().check()) ? state : CheckResult.State.PASSED,
                        result.reason(),
                        result.quotes()))
                .toList();
        database.jdbi().useHandle(sql -> sql.execute("update attempt set passed_at = null where id = ?", id));
        attempts.record(now(id), new Grade(Belongings.FIREWALL.exercise(), then), "", Instant.now());
    }

    private Attempt now(long id) {
        return seen.find(teacher, id).orElseThrow().attempt();
    }

    private Regrade compared() {
        Regrade regrade = regrading.compare(teacher, taught, null).orElseThrow();
        await().until(() -> regrade.progress().state() == Regrade.State.READY);
        return regrade;
    }

    private void applied(Regrade regrade) {
        assertThat(regrading.apply(teacher, taught, regrade)).isTrue();
        await().until(() -> regrade.progress().state() == Regrade.State.APPLIED);
        assertThat(regrading.apply(teacher, taught, regrade)).as("only once").isFalse();
        // It is noted behind the last grade.
        await().untilAsserted(() -> assertThat(
                        audit.read(new AuditLog.Filter(taught.plan().code().value(), "regraded", null, null, null), 5))
                .isNotEmpty());
    }

    private RequestSpecification program() {
        return given().header("Authorization", "Bearer " + people.tokenOf(ada));
    }
}
