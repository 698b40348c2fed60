package dev.packetwalk.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.grading.CheckResult.State;
import dev.packetwalk.grading.Grade;
import dev.packetwalk.grading.Key;
import dev.packetwalk.grading.Message;
import dev.packetwalk.grading.QuotedRule;
import dev.packetwalk.grading.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AttemptsTest {
    private static final ExerciseKey FIREWALL = new ExerciseKey("chains", "firewall");
    private static final ExerciseKey READING = new ExerciseKey("chains", "reading");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private Attempts attempts = new Attempts(new Database(DATABASE.dataSource()), now::get);
    private UUID ada = UUID.randomUUID();
    private UUID bob = UUID.randomUUID();

    @BeforeEach
    void join() {
        Database database = new Database(DATABASE.dataSource());
        attempts = new Attempts(database, now::get);
        ada = join(database, "Ada");
        bob = join(database, "Bob");
    }

    @Test
    void an_attempt_goes_on_until_the_learner_starts_over() {
        Attempt first = attempts.open(ada, FIREWALL);
        assertThat(attempts.open(ada, FIREWALL)).isEqualTo(first);
        Attempt second = attempts.startOver(ada, FIREWALL, List.of(FIREWALL, READING));
        assertThat(second.id()).isGreaterThan(first.id());
        assertThat(attempts.latest(ada, FIREWALL)).contains(second);
        assertThat(attempts.latest(ada, READING))
                .as("never begun, so not begun again")
                .isEmpty();
        assertThat(attempts.latest(bob, FIREWALL)).as("somebody else's").isEmpty();
    }

    @Test
    void exercises_on_the_same_machine_start_over_together() {
        Attempt reading = attempts.open(ada, READING);
        attempts.startOver(ada, FIREWALL, List.of(FIREWALL, READING));
        assertThat(attempts.latest(ada, READING).orElseThrow().id()).isGreaterThan(reading.id());
    }

    @Test
    void a_grade_is_kept_whole_with_hostile_text_as_it_is() {
        String hostile = "-A INPUT -m comment --comment \"<b>\\u0000 \0 ☃ '); drop table grade; --\" -j DROP";
        QuotedRule rule = new QuotedRule("filter", "INPUT", 2, hostile.replace("\0", ""), QuotedRule.Role.DECIDED);
        CheckResult result = new CheckResult(
                "rest",
                "Everything else is dropped",
                State.FAILED,
                Reason.kept(List.of(new Reason.Phrase("Decided by ", false), new Reason.Phrase("-A INPUT", true))),
                List.of(rule));
        Attempt graded = attempts.record(attempts.open(ada, FIREWALL), new Grade("firewall", List.of(result)), hostile);
        assertThat(graded.check("rest").orElseThrow().result().reason()).isEqualTo(result.reason());
        assertThat(attempts.latest(ada, FIREWALL)).contains(graded);
    }

    @Test
    void what_an_attempt_will_be_behind_a_grade_is_known_before_it_is_written_down() {
        Attempt attempt = attempts.open(ada, FIREWALL);
        Instant at = NOON;
        for (Grade grade : List.of(
                grade(State.FAILED, State.PASSED),
                grade(State.PASSED, State.PASSED),
                grade(State.PASSED, State.FAILED),
                grade(State.PASSED, State.FAILED))) {
            at = at.plusMillis(1_500);
            Attempt expected = attempt.after(grade, at);
            attempt = attempts.record(attempt, grade, "", at);
            assertThat(attempt).isEqualTo(expected);
        }
        assertThat(attempt.passedAt()).isEqualTo(NOON.plusMillis(3_000));
    }

    @Test
    void what_passed_stays_passed_and_what_is_undone_says_since_when() {
        Attempt attempt = attempts.open(ada, FIREWALL);
        Attempt passed = attempts.record(attempt, grade(State.PASSED, State.PASSED), "");
        assertThat(passed.passedAt()).isEqualTo(NOON);
        now.set(NOON.plusSeconds(60));
        Attempt undone = attempts.record(attempt, grade(State.PASSED, State.FAILED), "");
        assertThat(undone.passed()).isTrue();
        assertThat(undone.check("b").orElseThrow().passedAt()).isEqualTo(NOON);
        assertThat(undone.check("b").orElseThrow().undoneAt()).isEqualTo(NOON.plusSeconds(60));
        assertThat(undone.check("a").orElseThrow().undoneAt()).isNull();
        now.set(NOON.plusSeconds(120));
        Attempt again = attempts.record(attempt, grade(State.PASSED, State.PASSED), "");
        assertThat(again.check("b").orElseThrow().undoneAt()).isNull();
        assertThat(again.passedAt()).isEqualTo(NOON);
    }

    @Test
    void evidence_that_is_on_its_way_undoes_nothing() {
        Attempt attempt = attempts.open(ada, FIREWALL);
        attempts.record(attempt, grade(State.PASSED, State.PASSED), "");
        Attempt waiting = attempts.record(attempt, graded(waiting(Key.PROBE_UNDER_WAY)), "");
        assertThat(waiting.check("b").orElseThrow().undoneAt()).isNull();
    }

    @Test
    void a_check_that_waits_for_the_learner_again_is_undone() {
        Attempt attempt = attempts.open(ada, FIREWALL);
        attempts.record(attempt, grade(State.PASSED, State.PASSED), "");
        Attempt waiting = attempts.record(attempt, graded(waiting(Key.NO_RULES_YET)), "");
        assertThat(waiting.check("b").orElseThrow().undoneAt()).isEqualTo(NOON);
    }

    @Test
    void the_same_grade_is_written_once_and_old_ones_make_room() {
        Attempt attempt = attempts.open(ada, FIREWALL);
        attempts.record(attempt, grade(State.FAILED, State.FAILED), "");
        attempts.record(attempt, grade(State.FAILED, State.FAILED), "");
        assertThat(rows("grade", attempt.id())).isEqualTo(1);
        for (int i = 0; i < Attempts.MOST_GRADES + 10; i++) {
            attempts.record(attempt, grade(i % 2 == 0 ? State.PASSED : State.FAILED, State.FAILED), "");
        }
        assertThat(rows("grade", attempt.id())).isEqualTo(Attempts.MOST_GRADES);
    }

    @Test
    void old_attempts_make_room_but_one_that_passed_is_kept() {
        Attempt passed = attempts.record(attempts.open(ada, FIREWALL), grade(State.PASSED, State.PASSED), "");
        for (int i = 0; i < Attempts.MOST_ATTEMPTS + 10; i++) {
            attempts.startOver(ada, FIREWALL, List.of());
        }
        List<Long> kept = DATABASE.jdbi()
                .withHandle(sql -> sql.createQuery("select id from attempt where learner = :ada order by id")
                        .bind("ada", ada)
                        .mapTo(Long.class)
                        .list());
        assertThat(kept).hasSize(Attempts.MOST_ATTEMPTS + 1).contains(passed.id());
        assertThat(attempts.passed(ada, "chains")).containsExactly("firewall");
    }

    @Test
    void hints_are_counted_up_to_as_many_as_there_are() {
        Attempt attempt = attempts.open(ada, FIREWALL);
        attempts.uncoverHint(attempt, 2);
        attempts.uncoverHint(attempt, 2);
        assertThat(attempts.uncoverHint(attempt, 2).hintsSeen()).isEqualTo(2);
    }

    @Test
    void the_solution_is_first_looked_at_once_and_effort_is_counted() {
        Attempt attempt = attempts.open(ada, FIREWALL);
        attempts.record(attempt, grade(State.FAILED, State.FAILED), "");
        attempts.record(attempt, grade(State.PASSED, State.FAILED), "");
        attempts.uncoverHint(attempt, 3);
        assertThat(attempts.effort(attempt)).isEqualTo(new Effort(false, false, 1, 2, attempt.startedAt()));

        assertThat(attempts.uncoverSolution(attempt).solutionSeenAt()).isEqualTo(NOON);
        now.set(NOON.plusSeconds(60));
        assertThat(attempts.uncoverSolution(attempt).solutionSeenAt()).isEqualTo(NOON);
        attempts.giveSolution(attempt);
        attempts.record(attempt, grade(State.PASSED, State.PASSED), "");
        assertThat(attempts.effort(attempt)).isEqualTo(new Effort(true, true, 1, 2, attempt.startedAt()));
    }

    @Test
    void another_learners_attempt_is_out_of_reach_even_with_its_number() {
        Attempt adas = attempts.open(ada, FIREWALL);
        Attempt claimed = new Attempt(adas.id(), bob, FIREWALL, adas.startedAt(), null, 0, null);
        assertThatThrownBy(() -> attempts.record(claimed, grade(State.PASSED, State.PASSED), ""))
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> attempts.uncoverHint(claimed, 5)).isInstanceOf(RuntimeException.class);
        assertThat(attempts.latest(ada, FIREWALL)).contains(adas);
    }

    private static UUID join(Database database, String name) {
        var joined = new Learners(database).join(new LearnerName(name));
        return joined.learner();
    }

    private static Grade grade(State a, State b) {
        return new Grade("firewall", List.of(result("a", a), result("b", b)));
    }

    private static Grade graded(CheckResult b) {
        return new Grade("firewall", List.of(result("a", State.PASSED), b));
    }

    private static CheckResult waiting(Key key) {
        return new CheckResult("b", "Check b", State.WAITING, new Reason(new Message(key, Map.of())), List.of());
    }

    private static CheckResult result(String id, State state) {
        return new CheckResult(id, "Check " + id, state, Reason.of("seen"), List.of());
    }

    private static int rows(String table, long attempt) {
        return DATABASE.jdbi()
                .withHandle(sql -> sql.createQuery("select count(*) from " + table + " where attempt = :attempt")
                        .bind("attempt", attempt)
                        .mapTo(Integer.class)
                        .one());
    }
}
