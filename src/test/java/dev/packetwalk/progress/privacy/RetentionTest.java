package dev.packetwalk.progress.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packetwalk.progress.Database;
import dev.packetwalk.progress.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RetentionTest {
    private static final RetentionPeriods PERIODS = new RetentionPeriods(
            Duration.ofDays(180), Duration.ofDays(730), Duration.ofDays(90), Duration.ofDays(30), Duration.ofDays(365));

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final Database database = new Database(DATABASE.dataSource());
    private final Somebody somebody = new Somebody(DATABASE.jdbi());
    private Instant now = Instant.now();
    private final Retention retention = new Retention(database, PERIODS, () -> now);

    @BeforeEach
    void forgetTheOthers() {
        sql("delete from learner");
        sql("delete from class");
        sql("update retention set last_run_at = '1970-01-01'");
    }

    @Test
    void guests_are_forgotten_half_a_year_after_their_last_visit_and_learners_with_an_account_after_two() {
        UUID guest = somebody.guest();
        UUID learner = somebody.withAccount("learner");
        later(179);
        assertThat(deleted(KeptThing.NAME)).isZero();
        later(2);
        assertThat(deleted(KeptThing.NAME)).isEqualTo(1);
        assertThat(isThere(guest)).isFalse();
        later(548);
        assertThat(deleted(KeptThing.ACCOUNT)).isZero();
        later(2);
        assertThat(deleted(KeptThing.ACCOUNT)).isEqualTo(1);
        assertThat(isThere(learner)).isFalse();
    }

    @Test
    void a_recording_goes_with_all_it_showed_a_month_after_its_end() {
        UUID learner = somebody.withSomethingInEveryTable("learner");
        later(29);
        assertThat(deleted(KeptThing.RECORDINGS)).isZero();
        assertThat(somebody.rows(learner)).containsEntry("recording", 1).containsEntry("recording_chunk", 1);
        later(2);
        assertThat(deleted(KeptThing.RECORDINGS)).isEqualTo(1);
        assertThat(somebody.rows(learner)).containsEntry("recording", 0).containsEntry("recording_chunk", 0);
        assertThat(isThere(learner)).isTrue();
    }

    @Test
    void those_in_charge_are_never_forgotten() {
        UUID administrator = somebody.withAccount("administrator");
        UUID instructor = somebody.withAccount("instructor");
        UUID grader = somebody.withAccount("grader");
        later(10_000);
        run();
        assertThat(isThere(administrator)).isTrue();
        assertThat(isThere(instructor)).isTrue();
        assertThat(isThere(grader)).isTrue();
    }

    @Test
    void who_comes_back_is_not_forgotten() {
        UUID guest = somebody.guest();
        later(181);
        sql("update learner set seen_at = now() + interval '181 days' where id = '" + guest + "'");
        assertThat(deleted(KeptThing.NAME)).isZero();
        assertThat(isThere(guest)).isTrue();
    }

    @Test
    void who_has_a_machine_is_here_whatever_is_written_down() {
        UUID guest = somebody.withSomethingInEveryTable("learner");
        later(10_000);
        run();
        assertThat(isThere(guest)).isTrue();
    }

    @Test
    void evidence_goes_in_time_and_grades_stay() {
        UUID ada = somebody.withSomethingInEveryTable("learner");
        sql("delete from sandbox");
        later(89);
        assertThat(deleted(KeptThing.EVIDENCE)).isZero();
        later(2);
        run();
        Map<String, Integer> left = somebody.rows(ada);
        assertThat(left)
                .containsEntry("journal", 0)
                .containsEntry("journal_entry", 0)
                .containsEntry("kept_walk", 0)
                .containsEntry("attempt", 1)
                .containsEntry("grade", 1);
        assertThat(count("grade where evidence <> ''")).isZero();
    }

    @Test
    void an_attempt_that_was_graded_since_keeps_its_evidence() {
        UUID ada = somebody.withSomethingInEveryTable("learner");
        sql("delete from sandbox");
        sql("update attempt set started_at = now() - interval '200 days'");
        run();
        assertThat(somebody.rows(ada)).containsEntry("journal_entry", 1);
    }

    @Test
    void a_journal_of_no_attempt_goes_an_hour_after_its_sandbox() {
        UUID ada = somebody.withSomethingInEveryTable("learner");
        sql("delete from attempt");
        sql("insert into journal (sandbox, learner) select id, learner from sandbox");
        now = now.plus(2, ChronoUnit.HOURS);
        run();
        assertThat(somebody.rows(ada)).as("its sandbox is still there").containsEntry("journal", 1);
        sql("delete from sandbox");
        run();
        assertThat(somebody.rows(ada)).containsEntry("journal", 0);
    }

    @Test
    void sessions_and_links_go_when_they_are_over_and_endings_after_a_day() {
        UUID ada = somebody.withSomethingInEveryTable("learner");
        now = now.plus(23, ChronoUnit.HOURS);
        run();
        assertThat(somebody.rows(ada))
                .containsEntry("session", 1)
                .containsEntry("one_time_link", 1)
                .containsEntry("sandbox_ending", 1);
        now = now.plus(2, ChronoUnit.HOURS);
        run();
        assertThat(somebody.rows(ada))
                .containsEntry("session", 0)
                .containsEntry("one_time_link", 0)
                .containsEntry("sandbox_ending", 0)
                .containsEntry("sandbox_queue", 0)
                .containsEntry("resume_link", 1);
    }

    @Test
    void a_programs_token_goes_a_month_after_it_was_over_and_its_account_stays() {
        UUID ada = somebody.withSomethingInEveryTable("learner");
        sql("update api_token set made_at = made_at - interval '1 day', revoked_at = timestamptz '" + now + "'");
        later(29);
        run();
        assertThat(somebody.rows(ada)).containsEntry("api_token", 1);
        later(2);
        run();
        assertThat(somebody.rows(ada)).containsEntry("api_token", 0).containsEntry("account", 1);
    }

    @Test
    void who_was_in_a_class_is_forgotten_a_year_after_its_end_and_the_class_stays() {
        UUID ada = somebody.withSomethingInEveryTable("learner");
        UUID goesOn = somebody.teaches(ada, "Goes on", "null", "null");
        sql("insert into enrolment (class, learner) values ('" + goesOn + "', '" + ada + "')");
        later(364);
        assertThat(deleted(KeptThing.CLASSES)).isZero();
        later(2);
        assertThat(deleted(KeptThing.CLASSES)).isEqualTo(2);
        assertThat(somebody.rows(ada))
                .containsEntry("enrolment", 1)
                .containsEntry("roster_entry", 0)
                .containsEntry("class_instructor", 2);
    }

    @Test
    void entries_of_the_audit_log_go_after_two_years_and_no_sooner_whatever_the_clock_says() {
        sql(
                "insert into audit_entry (at, actor_name, action, subject) values (now() - interval '732 days', '', 'invited', 'old')");
        sql("insert into audit_entry (actor_name, action, subject) values ('', 'invited', 'new')");
        later(10_000);
        assertThat(deleted(KeptThing.AUDIT)).isEqualTo(1);
        assertThat(count("audit_entry where subject = 'new'")).isPositive();
    }

    @Test
    void many_are_deleted_in_small_batches() {
        int many = 2 * Retention.BATCH + 7;
        sql("insert into learner (id, name) select gen_random_uuid(), 'Guest' from generate_series(1, " + many + ")");
        later(181);
        assertThat(deleted(KeptThing.NAME)).isEqualTo(many);
    }

    @Test
    void it_is_done_once_by_whichever_server_comes_first() {
        Instant due = now.minus(1, ChronoUnit.HOURS);
        assertThat(retention.runUnlessSince(due)).isInstanceOf(Retention.Run.Done.class);
        Retention another = new Retention(new Database(DATABASE.dataSource()), PERIODS, () -> now);
        assertThat(another.runUnlessSince(due)).isEqualTo(new Retention.Run.NotDue());
        assertThat(another.runUnlessSince(now.plusSeconds(1))).isInstanceOf(Retention.Run.Done.class);
    }

    @Test
    void only_one_server_is_at_it_at_a_time() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch seen = new CountDownLatch(1);
        try (var other = Executors.newVirtualThreadPerTaskExecutor()) {
            var holder = other.submit(() -> {
                DATABASE.jdbi().useHandle(sql -> {
                    sql.execute("select pg_advisory_lock(13)");
                    held.countDown();
                    seen.await();
                });
                return null;
            });
            held.await();
            assertThat(retention.runUnlessSince(now)).isEqualTo(new Retention.Run.ElsewhereNow());
            seen.countDown();
            holder.get();
        }
        assertThat(retention.runUnlessSince(now)).isInstanceOf(Retention.Run.Done.class);
    }

    @Test
    void a_period_of_less_than_a_day_is_refused_with_what_to_set() {
        Duration day = Duration.ofDays(1);
        assertThatThrownBy(() -> new RetentionPeriods(day, day, Duration.ofHours(3), day, day))
                .hasMessageContaining("packetwalk.retention.evidence");
    }

    private void later(int days) {
        now = now.plus(days, ChronoUnit.DAYS);
    }

    private int deleted(KeptThing thing) {
        return run().deleted().getOrDefault(thing, 0);
    }

    private Retention.Run.Done run() {
        return (Retention.Run.Done) retention.runUnlessSince(now.plusSeconds(1));
    }

    private static boolean isThere(UUID learner) {
        return count("learner where id = '" + learner + "'") == 1;
    }

    private static int count(String what) {
        return DATABASE.jdbi()
                .withHandle(sql -> sql.createQuery("select count(*) from " + what)
                        .mapTo(Integer.class)
                        .one());
    }

    private static void sql(String statement) {
        DATABASE.jdbi().useHandle(sql -> sql.execute(statement));
    }
}
