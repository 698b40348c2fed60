package dev.packetwalk.progress.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.grading.Grade;
import dev.packetwalk.grading.Reason;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.Database;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.LearnerName;
import dev.packetwalk.progress.Learners;
import dev.packetwalk.progress.TestDatabase;
import dev.packetwalk.progress.classes.ClassCode;
import dev.packetwalk.progress.classes.ClassPlan;
import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.progress.webhooks.WebhookOutbox.Due;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WebhooksTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final ExerciseKey EXERCISE = new ExerciseKey("iptables-following-a-packet", "minimal-firewall");
    private static final ClassCode CODE = new ClassCode("NET-101");
    private static final URI ADDRESS = URI.create("https://grades.example.edu/packetwalk");
    private static final Set<WebhookEvent> ALL = EnumSet.allOf(WebhookEvent.class);

    private Instant now = Instant.now();
    private Database database = new Database(DATABASE.dataSource());
    private Attempts attempts = new Attempts(database);
    private Enrolments enrolments = new Enrolments(database);
    private Webhooks webhooks = new Webhooks(database);
    private WebhookMessages messages = new WebhookMessages(database);
    private WebhookOutbox outbox = new WebhookOutbox(database, () -> now);
    private UUID instructor = UUID.randomUUID();
    private UUID ada = UUID.randomUUID();
    private TaughtClass taught =
            new TaughtClass(instructor, ClassPlan.of("None", CODE, EXERCISE.lesson()), null, Instant.EPOCH);

    @BeforeEach
    void connect() {
        database = new Database(DATABASE.dataSource());
        attempts = new Attempts(database);
        enrolments = new Enrolments(database);
        webhooks = new Webhooks(database);
        messages = new WebhookMessages(database);
        outbox = new WebhookOutbox(database, () -> now);
        DATABASE.jdbi().useHandle(sql -> sql.execute("delete from class"));
        DATABASE.jdbi().useHandle(sql -> sql.execute("delete from learner"));
        ada = learner("Ada");
        instructor = learner("Grace");
        DATABASE.jdbi()
                .useHandle(sql -> sql.execute(
                        "insert into account (learner, issuer, subject, role) values (?, 'test', 'grace', 'instructor')",
                        instructor));
        taught = taught();
        now = Instant.now().plusSeconds(5);
    }

    @Test
    void what_happens_is_told_in_order_one_at_a_time_and_as_it_is_when_it_is_told() throws Exception {
        make(ALL);
        enrolments.join(ada, CODE);
        Attempt attempt = attempts.open(ada, EXERCISE);
        attempts.record(attempt, grade(CheckResult.State.FAILED), "");
        attempts.record(attempt, grade(CheckResult.State.PASSED), "");

        List<String> told = new ArrayList<>();
        for (List<Due> due = outbox.take(10); !due.isEmpty(); due = outbox.take(10)) {
            assertThat(due).as("one of each webhook at a time").hasSize(1);
            told.add(due.getFirst().event());
            JsonNode body =
                    new ObjectMapper().readTree(messages.body(due.getFirst()).orElseThrow());
            assertThat(body.at("/class/code").asText()).isEqualTo("NET-101");
            assertThat(body.at("/learner/name").asText()).isEqualTo("Ada");
            if (due.getFirst().attempt() != null) {
                assertThat(body.at("/attempt/exercise").asText()).isEqualTo("minimal-firewall");
                assertThat(body.at("/attempt/grade/checks/0/state").asText()).isEqualTo("passed");
                assertThat(body.at("/attempt/passedAt").asText()).isNotEmpty();
            }
            outbox.delivered(due.getFirst(), 204);
        }
        assertThat(told)
                .as("two grades that nobody was told of are one piece of news")
                .containsExactly("learner.enrolled", "attempt.started", "attempt.graded", "attempt.passed");
    }

    @Test
    void only_what_was_asked_for_is_told_and_nothing_of_learners_elsewhere() {
        make(EnumSet.of(WebhookEvent.ATTEMPT_PASSED));
        UUID stranger = learner("Eve");
        attempts.record(attempts.open(stranger, EXERCISE), grade(CheckResult.State.PASSED), "");
        enrolments.join(ada, CODE);
        attempts.record(attempts.open(ada, EXERCISE), grade(CheckResult.State.FAILED), "");
        attempts.open(ada, new ExerciseKey("another-lesson", "first"));
        assertThat(outbox.take(10)).isEmpty();
        attempts.record(attempts.open(ada, EXERCISE), grade(CheckResult.State.PASSED), "");
        assertThat(outbox.take(10)).extracting(Due::event, Due::learner).containsExactly(tuple("attempt.passed", ada));
    }

    @Test
    void a_message_is_tried_again_for_hours_and_a_webhook_that_never_answers_is_told_no_more() {
        Webhook webhook = make(ALL);
        for (int message = 1; message <= WebhookOutbox.MOST_FAILURES; message++) {
            assertThat(webhooks.ping(taught, webhook.id())).isTrue();
            for (int tries = 1; tries <= WebhookOutbox.PAUSES.size() + 1; tries++) {
                Due due = outbox.take(10).getFirst();
                assertThat(due.tries()).isEqualTo(tries);
                outbox.failed(due, 503, "");
                assertThat(outbox.take(10)).as("not at once").isEmpty();
                now = now.plus(Duration.ofHours(7));
            }
            WebhookDelivery given = webhooks.deliveries(taught, webhook.id(), 1).getFirst();
            assertThat(given.givenUpAt()).isNotNull();
            assertThat(given.status()).isEqualTo(503);
        }
        assertThat(webhooks.find(taught, webhook.id()).orElseThrow().enabled()).isFalse();
        enrolments.join(ada, CODE);
        assertThat(outbox.take(10)).isEmpty();
        assertThat(webhooks.enable(instructor, taught, webhook.id(), true)).isTrue();
        assertThat(webhooks.ping(taught, webhook.id())).isTrue();
        assertThat(outbox.take(10)).hasSize(1);
    }

    @Test
    void a_message_is_taken_by_one_server_and_by_another_only_when_the_first_has_had_its_time() throws Exception {
        for (int i = 0; i < 5; i++) {
            webhooks.ping(taught, make(ALL).id());
        }
        List<Callable<List<Due>>> servers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            servers.add(() -> outbox.take(3));
        }
        List<UUID> taken = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<List<Due>> server : threads.invokeAll(servers)) {
                server.get().forEach(due -> taken.add(due.id()));
            }
        }
        taken.addAll(outbox.take(10).stream().map(Due::id).toList());
        assertThat(taken).hasSize(5).doesNotHaveDuplicates();
        now = now.plus(Duration.ofMinutes(1));
        assertThat(outbox.take(10)).extracting(Due::id).containsExactlyInAnyOrderElementsOf(taken);
    }

    @Test
    void who_is_gone_is_not_told_of_and_of_very_many_messages_the_newest_are_kept() {
        Webhook webhook = make(ALL);
        enrolments.join(ada, CODE);
        Due due = outbox.take(1).getFirst();
        DATABASE.jdbi().useHandle(sql -> sql.execute("delete from learner where id = ?", ada));
        assertThat(messages.body(due)).isEmpty();
        assertThat(webhooks.deliveries(taught, webhook.id(), 10)).isEmpty();
        webhooks.ping(taught, webhook.id());
        outbox.delivered(outbox.take(1).getFirst(), 200);
        assertThat(outbox.keepNewest()).isZero();
        DATABASE.jdbi()
                .useHandle(sql -> sql.execute(
                        "insert into webhook_delivery (webhook, event, delivered_at) select ?, ?, now() from generate_series(1, ?)",
                        webhook.id(),
                        WebhookEvent.PING,
                        WebhookOutbox.MOST_KEPT));
        assertThat(outbox.keepNewest()).isEqualTo(1);
        assertThat(webhooks.deliveries(taught, webhook.id(), 1_000)).hasSize(WebhookOutbox.MOST_KEPT);
    }

    @Test
    void another_class_has_no_say_in_it() {
        Webhook webhook = make(ALL);
        TaughtClass other = new TaughtClass(UUID.randomUUID(), taught.plan(), null, taught.madeAt());
        assertThat(webhooks.find(other, webhook.id())).isEmpty();
        assertThat(webhooks.ping(other, webhook.id())).isFalse();
        assertThat(webhooks.enable(instructor, other, webhook.id(), false)).isFalse();
        assertThat(webhooks.remove(instructor, other, webhook.id())).isFalse();
        assertThat(webhooks.remove(instructor, taught, webhook.id())).isTrue();
        assertThat(webhooks.of(taught)).isEmpty();
    }

    @Test
    void a_class_has_a_bounded_number_of_them() {
        for (int i = 0; i < Webhooks.MOST; i++) {
            make(ALL);
        }
        assertThat(webhooks.make(instructor, taught, ADDRESS, ALL)).isEqualTo(new Webhooks.Making.TooMany());
    }

    @Test
    void what_was_told_can_be_told_again() {
        Webhook webhook = make(ALL);
        webhooks.ping(taught, webhook.id());
        Due first = outbox.take(1).getFirst();
        assertThat(webhooks.again(taught, first.id())).as("while it is open").isFalse();
        outbox.delivered(first, 200);
        assertThat(webhooks.again(taught, first.id())).isTrue();
        assertThat(outbox.take(1)).extracting(Due::id).containsExactly(first.id());
    }

    /** Reckoned by Python's hmac module. */
    @Test
    void signatures_are_those_of_the_specification() {
        WebhookSecret secret =
                new WebhookSecret(Base64.getDecoder().decode("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="));
        assertThat(secret.shown()).isEqualTo("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
        UUID id = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
        assertThat(secret.sign(id, Instant.ofEpochSecond(1_700_000_000), "{\"a\":\"\u00e9\"}"))
                .isEqualTo("v1,fMQ2Rk94qWud5M+QxQuYwq47Pvr7VvvxtnnAwkrutho=");
    }

    private Webhook make(Set<WebhookEvent> events) {
        return switch (webhooks.make(instructor, taught, ADDRESS, events)) {
            case Webhooks.Making.Made made -> made.webhook();
            case Webhooks.Making.TooMany many -> throw new AssertionError(many);
        };
    }

    private TaughtClass taught() {
        return switch (new Classes(database).make(instructor, ClassPlan.of("Networks", CODE, EXERCISE.lesson()))) {
            case Classes.Making.Made(TaughtClass made) -> made;
            case Classes.Making.CodeTaken taken -> throw new AssertionError(taken);
        };
    }

    private UUID learner(String name) {
        return new Learners(database).join(new LearnerName(name)).learner();
    }

    private static Grade grade(CheckResult.State state) {
        return new Grade(
                EXERCISE.toString(),
                List.of(new CheckResult("loopback", "Loopback", state, Reason.of("seen"), List.of())));
    }
}
