package dev.packetwalk.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.grading.Grade;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.AuditEntry;
import dev.packetwalk.progress.AuditLog;
import dev.packetwalk.progress.RecordedCheck;
import dev.packetwalk.progress.Role;
import dev.packetwalk.progress.classes.ClassCode;
import dev.packetwalk.progress.classes.ClassPlan;
import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.progress.classes.SeenAttempts;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.web.gradebook.OldGrades;
import dev.packetwalk.web.people.TestPeople;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A lesson that graded wrongly, and what is done about it: the grades of then are put into the database as that lesson gave them. */
@QuarkusTest
@WithTestResource(WebDatabase.class)
class RegradingTest {
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
    OldGrades grades;

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

    @Test
    void what_a_repaired_lesson_lets_pass_is_shown_then_applied_and_noted_and_the_old_grade_is_kept() {
        long id = grades.give(ada, OldGrades.RIGHT, CheckResult.State.FAILED).id();

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
        long id = grades.give(ada, OldGrades.NONE, CheckResult.State.PASSED).id();
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
        long id = grades.give(ada, OldGrades.RIGHT, CheckResult.State.FAILED).id();
        Regrade regrade = compared();
        gradedAnew(id);
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

    /** As if their machine were gone for a moment: nothing can be decided. */
    private void gradedAnew(long id) {
        List<CheckResult> results = Objects.requireNonNull(now(id).latest()).checks().stream()
                .map(RecordedCheck::result)
                .map(result -> new CheckResult(
                        result.check(), result.title(), CheckResult.State.UNDECIDED, result.reason(), result.quotes()))
                .toList();
        attempts.record(now(id), new Grade(Belongings.FIREWALL.exercise(), results), "");
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
}
