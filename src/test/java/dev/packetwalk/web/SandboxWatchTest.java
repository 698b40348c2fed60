package dev.packetwalk.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.packetwalk.grading.Grade;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.progress.Database;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.Journal;
import dev.packetwalk.progress.Journals;
import dev.packetwalk.progress.TestDatabase;
import dev.packetwalk.sandbox.Crowd;
import dev.packetwalk.sandbox.FakeSandboxEngine;
import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.sandbox.JournalEvent;
import dev.packetwalk.sandbox.JournalEvent.FileBecame;
import dev.packetwalk.sandbox.JournalEvent.FlowChange;
import dev.packetwalk.sandbox.JournalEvent.FlowChanged;
import dev.packetwalk.sandbox.JournalEvent.Gap;
import dev.packetwalk.sandbox.JournalEvent.LineEntered;
import dev.packetwalk.sandbox.JournalEvent.Probed;
import dev.packetwalk.sandbox.JournalEvent.RulesetBecame;
import dev.packetwalk.sandbox.RulesetSnapshot;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a watch writes into the journal, over an engine in memory. */
class SandboxWatchTest {
    private static final ExerciseKey FIREWALL = new ExerciseKey("iptables-following-a-packet", "minimal-firewall");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String BACKUP = "/tmp/backup.rules";
    private static final FlowChanged FLOW = new FlowChanged(FlowChange.NEW, "ipv4 2 udp 17 30 src=10.77.0.3");

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final Journals journals = new Journals(new Database(DATABASE.dataSource()));
    private final FakeSandboxEngine engine = new FakeSandboxEngine();
    private final SandboxId sandbox = SandboxId.random();
    private final Journal journal = journals.open(sandbox, UUID.randomUUID());
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final Queue<Grade> told = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean databaseFails = new AtomicBoolean();
    private final CountDownLatch calm = new CountDownLatch(1);
    private final Queue<Grade> settled = new ConcurrentLinkedQueue<>();

    @SuppressWarnings("NullAway.Init")
    private SandboxWatch watch;

    @BeforeEach
    void start() throws IOException {
        engine.create(sandbox, Topology.plain("plain"));
        Exercise firewall =
                Lessons.from(Path.of("labs")).exercise(FIREWALL.lesson(), FIREWALL.exercise(), new UUID(1, 2));
        watch = new SandboxWatch(
                engine.connect(sandbox),
                journal,
                now::get,
                Map.of(FIREWALL, firewall),
                changed -> new FileWatch(
                        (path, limit) -> engine.readFile(sandbox, path, limit),
                        List.of(BACKUP),
                        journal,
                        now::get,
                        () -> false,
                        changed),
                new GradeReceiver() {
                    @Override
                    public boolean wanted(ExerciseKey exercise) {
                        return true;
                    }

                    @Override
                    public void tell(ExerciseKey key, GradeReceiver.Graded graded) {
                        told.add(graded.grade());
                    }

                    @Override
                    public void keep(ExerciseKey key, GradeReceiver.Graded graded) {
                        assertThat(told).as("told before it is kept").contains(graded.grade());
                        if (databaseFails.getAndSet(false)) {
                            throw new IllegalStateException(
                                    "the test says that the database is away: a report of this is due");
                        }
                        settled.add(graded.grade());
                    }

                    @Override
                    public void took(GradeReceiver.Stage stage, long nanos) {
                        assertThat(nanos).as("%s", stage).isNotNegative();
                    }
                },
                new Crowd() {
                    @Override
                    public boolean waits() {
                        return calm.getCount() > 0;
                    }

                    @Override
                    public void awaitCalm() throws InterruptedException {
                        assertThat(calm.await(10, TimeUnit.SECONDS)).isTrue();
                    }
                });
        assertThat(journal.entries()).as("before it is calm").isEmpty();
        calm.countDown();
        await().until(() -> !settled.isEmpty());
    }

    @AfterEach
    void stop() {
        watch.close();
        journals.close();
    }

    @Test
    void it_begins_with_the_rules_in_force_and_goes_on_with_each_change_and_its_program() {
        engine.changeRules(sandbox);
        await().until(() -> of(RulesetBecame.class).size() == 2);
        engine.changeRules(sandbox);
        await().until(() -> of(RulesetBecame.class).size() == 3);

        assertThat(of(RulesetBecame.class)).containsExactly(rules(1, ""), rules(2, "iptables"), rules(3, "iptables"));
        assertThat(journal.entries().getFirst().event()).isEqualTo(rules(1, ""));
    }

    @Test
    void looking_again_at_the_same_rules_adds_nothing() throws Exception {
        watch.grade(FIREWALL);
        watch.grade(FIREWALL);
        assertThat(of(RulesetBecame.class)).hasSize(1);
    }

    @Test
    void a_grade_that_could_not_be_kept_is_kept_later_although_nothing_changes() {
        settled.clear();
        databaseFails.set(true);
        engine.changeRules(sandbox);
        await().until(() -> !settled.isEmpty());
        assertThat(databaseFails).isFalse();
    }

    @Test
    void flows_are_written_down_as_they_come() {
        engine.changeFlow(sandbox, FLOW.change(), FLOW.line());
        assertThat(journal.entries().getLast())
                .extracting(JournalEntry::at, JournalEntry::event)
                .containsExactly(NOON, FLOW);
    }

    @Test
    void what_was_not_heard_is_a_gap_and_the_rules_follow() {
        engine.loseEvents(sandbox);
        engine.changeFlow(sandbox, FLOW.change(), FLOW.line());
        await().until(() -> of(RulesetBecame.class).size() == 2);

        List<JournalEvent> events =
                journal.entries().stream().map(JournalEntry::event).toList();
        assertThat(events.subList(events.indexOf(new Gap()), events.size()))
                .filteredOn(event -> !(event instanceof Probed))
                .containsExactlyInAnyOrder(new Gap(), FLOW, rules(1, ""));
    }

    @Test
    void lines_are_noted_once_a_second() {
        watch.lineEntered();
        watch.lineEntered();
        now.set(NOON.plusMillis(999));
        watch.lineEntered();
        assertThat(of(LineEntered.class)).hasSize(1);
        now.set(NOON.plusMillis(1_000));
        watch.lineEntered();
        assertThat(of(LineEntered.class)).hasSize(2);
    }

    @Test
    void a_file_is_looked_at_after_a_line_and_noted_when_it_has_changed() {
        await().until(() -> of(FileBecame.class).size() == 1);
        engine.write(sandbox, BACKUP, "*filter\nCOMMIT\n");
        watch.lineEntered();
        await().until(() -> of(FileBecame.class).size() == 2);

        assertThat(of(FileBecame.class))
                .containsExactly(
                        new FileBecame(BACKUP, Optional.empty()),
                        new FileBecame(BACKUP, Optional.of("*filter\nCOMMIT\n")));
    }

    @Test
    void an_answer_is_noted_and_graded_at_once() throws Exception {
        int before = settled.size();
        watch.answer(FIREWALL, "ports", Map.of("port", "8080"));
        assertThat(of(JournalEvent.Answered.class))
                .containsExactly(new JournalEvent.Answered("minimal-firewall", "ports", Map.of("port", "8080"), ""));
        assertThat(settled.size()).isGreaterThan(before);
    }

    @Test
    void an_exercise_of_another_sandbox_is_not_graded_here() {
        assertThatThrownBy(() -> watch.grade(new ExerciseKey("other", "exercise")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private <T extends JournalEvent> List<T> of(Class<T> kind) {
        return journal.entries().stream()
                .map(JournalEntry::event)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static RulesetBecame rules(long generation, String program) {
        return new RulesetBecame(new RulesetSnapshot(generation, "# generation " + generation + "\n", ""), program);
    }
}
