package dev.packetwalk.progress.classes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packetwalk.progress.AuditLog;
import dev.packetwalk.progress.Database;
import dev.packetwalk.progress.LearnerName;
import dev.packetwalk.progress.Learners;
import dev.packetwalk.progress.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClassesTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String LESSON = "iptables-following-a-packet";
    private static final ClassCode CODE = new ClassCode("NET-101");
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private Database database = new Database(DATABASE.dataSource());
    private Classes classes = new Classes(database);
    private Enrolments enrolments = new Enrolments(database, now::get);
    private UUID ada = UUID.randomUUID();
    private UUID bob = UUID.randomUUID();

    @BeforeEach
    void connect() {
        database = new Database(DATABASE.dataSource());
        classes = new Classes(database);
        enrolments = new Enrolments(database, now::get);
        DATABASE.jdbi().useHandle(sql -> sql.execute("delete from class"));
        DATABASE.jdbi().useHandle(sql -> sql.execute("delete from learner"));
        ada = instructor("ada");
        bob = instructor("bob");
    }

    @Test
    void a_class_is_as_it_was_planned_and_only_who_teaches_it_finds_it() {
        ClassPlan plan = new ClassPlan(
                "Networks <b>",
                CODE,
                LESSON,
                NOON,
                NOON.plusSeconds(3600),
                12,
                Duration.ofMinutes(20),
                Duration.ofHours(2),
                5,
                true);
        TaughtClass made = make(ada, plan);
        assertThat(made.plan()).isEqualTo(plan);
        assertThat(classes.find(ada, made.id())).contains(made);
        assertThat(classes.of(ada)).containsExactly(new Classes.Listed(made, 0));
        assertThat(classes.find(bob, made.id())).isEmpty();
        assertThat(classes.of(bob)).isEmpty();
        assertThat(new AuditLog(database)
                        .read(AuditLog.Filter.ALL, 1)
                        .getFirst()
                        .subject())
                .isEqualTo("Networks <b> (NET-101)");
    }

    @Test
    void a_code_belongs_to_one_class_when_it_is_made_and_when_it_is_changed() {
        TaughtClass first = make(ada, ClassPlan.of("First", CODE, LESSON));
        TaughtClass second = make(bob, ClassPlan.of("Second", new ClassCode("NET-102"), LESSON));
        assertThat(classes.make(bob, ClassPlan.of("Third", CODE, LESSON))).isEqualTo(new Classes.Making.CodeTaken());
        assertThat(classes.change(bob, second.id(), ClassPlan.of("Second", CODE, LESSON)))
                .isEqualTo(new Classes.Changing.CodeTaken());
        assertThat(classes.find(bob, second.id())).contains(second);
        assertThat(classes.change(bob, first.id(), ClassPlan.of("Mine", CODE, LESSON)))
                .isEqualTo(new Classes.Changing.NoSuchClass());
        assertThat(classes.change(ada, first.id(), ClassPlan.of("Renamed", CODE, LESSON)))
                .isInstanceOfSatisfying(
                        Classes.Changing.Changed.class,
                        changed -> assertThat(changed.taught().plan().name()).isEqualTo("Renamed"));
    }

    @Test
    void strangers_join_by_code_and_learners_too_but_only_once() {
        TaughtClass taught = make(ada, ClassPlan.of("Networks", CODE, LESSON));
        assertThat(enrolments.join(new LearnerName("Eve"), CODE)).isInstanceOf(Enrolments.Joining.AsStranger.class);
        UUID guest = learner("Dan");
        assertThat(enrolments.join(guest, CODE)).isEqualTo(new Enrolments.Joining.AsLearner(taught));
        assertThat(enrolments.join(guest, CODE)).isEqualTo(new Enrolments.Joining.AsLearner(taught));
        assertThat(enrolments.of(ada, taught.id())).extracting(Enrolled::name).containsExactly("Dan", "Eve");
        assertThat(new Learners(database).find(guest).orElseThrow().className()).isEqualTo("Networks");
    }

    @Test
    void nobody_joins_what_is_over_closed_for_its_list_only_or_not_there() {
        TaughtClass taught =
                make(ada, new ClassPlan("N", CODE, LESSON, NOON, NOON.plusSeconds(60), 10, null, null, 0, false));
        now.set(NOON.minusSeconds(1));
        assertThat(taught.phase(NOON.minusSeconds(1))).isEqualTo(TaughtClass.Phase.PLANNED);
        assertThat(enrolments.join(learner("Early"), CODE)).isInstanceOf(Enrolments.Joining.AsLearner.class);
        now.set(NOON.plusSeconds(60));
        assertRefused(Enrolments.Refusal.CLASS_OVER);
        now.set(NOON);
        assertThat(classes.close(ada, taught.id())).isTrue();
        assertThat(classes.close(ada, taught.id())).isFalse();
        assertRefused(Enrolments.Refusal.CLASS_OVER);
        assertThat(classes.reopen(bob, taught.id())).isFalse();
        assertThat(classes.reopen(ada, taught.id())).isTrue();
        classes.change(ada, taught.id(), new ClassPlan("N", CODE, LESSON, null, null, 10, null, null, 0, true));
        assertRefused(Enrolments.Refusal.ROSTER_ONLY);
        assertThat(enrolments.join(learner("Lost"), new ClassCode("NO-SUCH")))
                .isEqualTo(new Enrolments.Joining.Refused(Enrolments.Refusal.NO_SUCH_CLASS));
    }

    @Test
    void the_last_place_is_taken_once_however_many_come_at_once() throws Exception {
        TaughtClass taught = make(ada, new ClassPlan("Small", CODE, LESSON, null, null, 3, null, null, 0, false));
        List<Callable<Enrolments.Joining>> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            LearnerName name = new LearnerName("Learner " + i);
            all.add(() -> enrolments.join(name, CODE));
        }
        int refused = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Enrolments.Joining> one : threads.invokeAll(all)) {
                refused += one.get().equals(new Enrolments.Joining.Refused(Enrolments.Refusal.CLASS_FULL)) ? 1 : 0;
            }
        }
        assertThat(refused).isEqualTo(9);
        assertThat(enrolments.of(ada, taught.id())).hasSize(3);
    }

    @Test
    void nothing_is_agreed_to_until_the_learner_says_so_and_typing_goes_with_watching() {
        TaughtClass taught = make(ada, ClassPlan.of("Networks", CODE, LESSON));
        UUID guest = learner("Dan");
        assertThat(enrolments.consent(guest, taught.id(), true, true, true)).isFalse();
        enrolments.join(guest, CODE);
        assertThat(consentOf(guest, taught)).isEqualTo(Consent.NOT_ASKED);
        assertThat(enrolments.consent(guest, taught.id(), false, true, true)).isTrue();
        assertThat(consentOf(guest, taught)).isEqualTo(new Consent(NOON, false, false, true));
        assertThat(enrolments.ofLearner(guest))
                .containsExactly(new Enrolments.Membership(taught, new Consent(NOON, false, false, true)));
        assertThatThrownBy(() -> new Consent(NOON, false, true, false)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void another_instructor_sees_and_removes_nobody() {
        TaughtClass taught = make(ada, ClassPlan.of("Networks", CODE, LESSON));
        UUID guest = learner("Dan");
        enrolments.join(guest, CODE);
        assertThat(enrolments.of(bob, taught.id())).isEmpty();
        assertThat(enrolments.find(bob, taught.id(), guest)).isEmpty();
        assertThat(enrolments.remove(bob, taught.id(), guest)).isFalse();
        assertThat(enrolments.find(ada, taught.id(), guest)).isPresent();
        assertThat(enrolments.remove(ada, taught.id(), guest)).isTrue();
        assertThat(enrolments.of(ada, taught.id())).isEmpty();
    }

    @Test
    void codes_are_read_as_they_are_typed_and_drawn_without_letters_that_look_alike() {
        assertThat(ClassCode.parse(" net-101 ")).contains(CODE);
        assertThat(ClassCode.parse("net 101")).isEmpty();
        assertThat(ClassCode.parse(null)).isEmpty();
        assertThat(ClassCode.random().value())
                .matches("[A-Z0-9]{3}-[A-Z0-9]{3}")
                .doesNotContainPattern("[0O1IL5S8B]");
    }

    private Consent consentOf(UUID learner, TaughtClass taught) {
        return enrolments.find(ada, taught.id(), learner).orElseThrow().consent();
    }

    private void assertRefused(Enrolments.Refusal refusal) {
        assertThat(enrolments.join(new LearnerName("Late"), CODE)).isEqualTo(new Enrolments.Joining.Refused(refusal));
        assertThat(enrolments.join(learner("Later"), CODE)).isEqualTo(new Enrolments.Joining.Refused(refusal));
    }

    private TaughtClass make(UUID instructor, ClassPlan plan) {
        return switch (classes.make(instructor, plan)) {
            case Classes.Making.Made(TaughtClass taught) -> taught;
            case Classes.Making.CodeTaken taken -> throw new AssertionError(taken);
        };
    }

    private UUID learner(String name) {
        return new Learners(database).join(new LearnerName(name)).learner();
    }

    private UUID instructor(String login) {
        UUID id = learner(login);
        DATABASE.jdbi()
                .useHandle(sql -> sql.execute(
                        "insert into account (learner, issuer, subject, role) values (?, 'test', ?, 'instructor')",
                        id,
                        login));
        return id;
    }
}
