package dev.packetwalk.progress.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.grading.Grade;
import dev.packetwalk.grading.Reason;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.AuditAction;
import dev.packetwalk.progress.AuditEntry;
import dev.packetwalk.progress.AuditLog;
import dev.packetwalk.progress.Database;
import dev.packetwalk.progress.DepartedException;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.Journal;
import dev.packetwalk.progress.Journals;
import dev.packetwalk.progress.LearnerName;
import dev.packetwalk.progress.Learners;
import dev.packetwalk.progress.TestDatabase;
import dev.packetwalk.sandbox.JournalEvent;
import dev.packetwalk.sandbox.RulesetSnapshot;
import dev.packetwalk.sandbox.SandboxId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeparturesTest {
    private static final ExerciseKey FIREWALL = new ExerciseKey("chains", "firewall");

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final Database database = new Database(DATABASE.dataSource());
    private final Departures departures = new Departures(database);
    private final Attempts attempts = new Attempts(database);
    private final Journals journals = new Journals(database);
    private final Somebody somebody = new Somebody(DATABASE.jdbi());

    @AfterEach
    void stop() {
        journals.close();
    }

    @Test
    void nothing_is_left_of_who_leaves_and_nothing_of_anybody_else_goes() {
        UUID ada = somebody.withSomethingInEveryTable("learner");
        UUID bob = somebody.withSomethingInEveryTable("learner");
        Map<String, Integer> ofBob = somebody.rows(bob);
        assertThat(somebody.rows(ada))
                .as("what the test made")
                .allSatisfy((table, rows) -> assertThat(rows).as(table).isPositive());

        assertThat(departures.leave(ada)).isEmpty();

        Map<String, Integer> left = somebody.rows(ada);
        // What somebody did in charge stays in the log; sandboxes go with their containers, and tell of their end for a
        // day.
        left.keySet().removeAll(List.of("audit_entry", "sandbox", "sandbox_ending"));
        assertThat(left).allSatisfy((table, rows) -> assertThat(rows).as(table).isZero());
        assertThat(somebody.rows(bob)).isEqualTo(ofBob);
        assertThat(departures.leave(ada)).as("once more").isEmpty();
    }

    @Test
    void a_grade_that_is_written_at_the_same_time_neither_fails_nor_brings_anything_back() throws Exception {
        for (int round = 0; round < 20; round++) {
            UUID ada = join();
            SandboxId sandbox = SandboxId.random();
            Attempt attempt = attempts.open(ada, FIREWALL);
            Journal journal = journals.open(sandbox, ada);
            journals.keepWith(attempt, sandbox);
            CountDownLatch begun = new CountDownLatch(1);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> watch = new ArrayList<>();
                watch.add(threads.submit(() -> {
                    begun.await();
                    for (int i = 0; i < 10; i++) {
                        attempts.record(
                                attempt,
                                grade(i % 2 == 0 ? CheckResult.State.FAILED : CheckResult.State.PASSED),
                                "rules " + i);
                    }
                    return null;
                }));
                watch.add(threads.submit(() -> {
                    begun.await();
                    for (int i = 0; i < 10; i++) {
                        journal.append(
                                Instant.now(),
                                new JournalEvent.RulesetBecame(new RulesetSnapshot(i, "-A " + i, ""), ""));
                        journals.flush();
                    }
                    return null;
                }));
                watch.add(threads.submit(() -> {
                    begun.await();
                    journals.keepWith(attempt, sandbox);
                    return null;
                }));
                begun.countDown();
                assertThat(departures.leave(ada)).isEmpty();
                for (Future<?> part : watch) {
                    part.get();
                }
            }
            journals.close(sandbox);
            journals.flush();
            assertThat(somebody.rows(ada))
                    .allSatisfy((table, rows) -> assertThat(rows).as(table).isZero());
            assertThat(journals.read(sandbox)).isEmpty();
            assertThat(count("journal where sandbox = '" + sandbox + "'")).isZero();
        }
    }

    @Test
    void a_watch_that_goes_on_for_a_moment_writes_nothing_down() {
        UUID ada = join();
        SandboxId sandbox = SandboxId.random();
        Attempt attempt = attempts.open(ada, FIREWALL);
        Journal journal = journals.open(sandbox, ada);
        assertThat(departures.leave(ada)).isEmpty();

        journal.append(Instant.now(), new JournalEvent.LineEntered());
        journals.flush();
        assertThat(attempts.record(attempt, grade(CheckResult.State.PASSED), "rules"))
                .isEqualTo(attempt);
        assertThat(journals.read(sandbox)).isEmpty();
        assertThatThrownBy(() -> attempts.open(ada, FIREWALL)).isInstanceOf(DepartedException.class);
    }

    @Test
    void another_learners_journal_is_written_although_the_one_before_it_is_of_nobody_any_more() {
        UUID ada = join();
        UUID bob = join();
        SandboxId ofAda = SandboxId.random();
        SandboxId ofBob = SandboxId.random();
        Journal gone = journals.open(ofAda, ada);
        Journal kept = journals.open(ofBob, bob);
        departures.leave(ada);
        gone.append(Instant.now(), new JournalEvent.LineEntered());
        kept.append(Instant.now(), new JournalEvent.LineEntered());
        journals.flush();
        assertThat(journals.read(ofAda)).isEmpty();
        assertThat(journals.read(ofBob)).hasSize(1);
    }

    @Test
    void the_only_administrator_stays_until_there_is_another() {
        UUID ada = somebody.withAccount("administrator");
        assertThat(departures.obstacle(ada)).contains(new Departures.Obstacle.OnlyAdministrator());
        assertThat(departures.leave(ada)).contains(new Departures.Obstacle.OnlyAdministrator());
        UUID bob = somebody.withAccount("administrator");
        assertThat(departures.leave(ada)).isEmpty();
        assertThat(departures.leave(bob)).contains(new Departures.Obstacle.OnlyAdministrator());
        DATABASE.jdbi().useHandle(sql -> sql.execute("delete from account"));
    }

    @Test
    void of_two_administrators_who_leave_at_once_one_stays() throws Exception {
        for (int round = 0; round < 10; round++) {
            UUID ada = somebody.withAccount("administrator");
            UUID bob = somebody.withAccount("administrator");
            try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<Boolean> first = both.submit(() -> departures.leave(ada).isEmpty());
                Future<Boolean> second = both.submit(() -> departures.leave(bob).isEmpty());
                assertThat(List.of(first.get(), second.get())).containsExactlyInAnyOrder(true, false);
            }
            DATABASE.jdbi().useHandle(sql -> sql.execute("delete from account"));
        }
    }

    @Test
    void who_alone_teaches_a_class_that_goes_on_stays_until_somebody_else_does() {
        UUID ada = somebody.withAccount("instructor");
        UUID bob = somebody.withAccount("instructor");
        UUID taught = somebody.teaches(ada, "Networks & <b>friends</b>", "null", "null");
        somebody.teaches(ada, "Over", "now() - interval '1 day'", "null");
        somebody.teaches(ada, "Closed", "null", "now() - interval '1 day'");
        assertThat(departures.leave(ada))
                .contains(new Departures.Obstacle.OnlyInstructor(List.of("Networks & <b>friends</b>")));
        DATABASE.jdbi()
                .useHandle(sql ->
                        sql.execute("insert into class_instructor (class, instructor) values (?, ?)", taught, bob));
        assertThat(departures.leave(ada)).isEmpty();
        assertThat(new AuditLog(database).read(AuditLog.Filter.ALL, 1))
                .extracting(AuditEntry::action)
                .containsExactly(AuditAction.OWN_DATA_DELETED.word());
    }

    private UUID join() {
        return new Learners(database).join(new LearnerName("Ada")).learner();
    }

    private static Grade grade(CheckResult.State state) {
        return new Grade("firewall", List.of(new CheckResult("a", "Check", state, Reason.of("seen"), List.of())));
    }

    private static int count(String what) {
        return DATABASE.jdbi()
                .withHandle(sql -> sql.createQuery("select count(*) from " + what)
                        .mapTo(Integer.class)
                        .one());
    }
}
