package dev.packetwalk.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.packetwalk.cli.Tool;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.Database;
import dev.packetwalk.progress.EvidenceBundle;
import dev.packetwalk.progress.EvidenceBundles;
import dev.packetwalk.progress.Journals;
import dev.packetwalk.progress.LearnerName;
import dev.packetwalk.progress.Learners;
import dev.packetwalk.progress.TestDatabase;
import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.sandbox.JournalEvent;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.docker.TestBox;
import dev.packetwalk.sandbox.docker.TestEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A server process that watches a real machine is killed in the middle of an exercise, and another goes on. */
@Tag("engine")
@Timeout(240)
class KilledWatchTest {
    private static final String LOOPBACK = "-A INPUT -i lo -j ACCEPT";
    private static final String REPLIES = "-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    @TempDir
    Path folder;

    private final Database database = new Database(DATABASE.dataSource());
    private final Journals journals = new Journals(database);
    private final Attempts attempts = new Attempts(database);
    private @Nullable Process server;

    @AfterEach
    void end() throws InterruptedException {
        kill();
    }

    @Test
    void the_journal_goes_on_behind_a_gap_and_the_attempt_still_passes() throws Exception {
        UUID ada = new Learners(database).join(new LearnerName("Ada")).learner();
        SandboxId sandbox = start(ada);
        try (TestBox box = new TestBox(ENGINE.engine(), sandbox)) {
            assertThat(box.run("apt-get update && apt-get install -y iptables")).endsWith("[0]");
            assertThat(box.run("iptables " + LOOPBACK)).isEqualTo("[0]");
            awaitRule(sandbox, LOOPBACK);
            List<JournalEntry> before = journals.read(sandbox);

            kill();
            assertThat(box.run("iptables " + REPLIES)).isEqualTo("[0]");
            assertThat(journals.read(sandbox)).as("nobody writes").startsWith(before.toArray(JournalEntry[]::new));
            assertThat(start(ada)).as("the same machine").isEqualTo(sandbox);
            awaitRule(sandbox, REPLIES);

            assertThat(box.run("iptables -A INPUT -j DROP")).isEqualTo("[0]");
            await().atMost(LIMIT).until(() -> attempt(ada).passed());
            goesOnBehindAGap(before, journals.read(sandbox));
        }
        gradesAgainToThesame(attempt(ada));
    }

    private static void goesOnBehindAGap(List<JournalEntry> before, List<JournalEntry> after) {
        assertThat(after).startsWith(before.toArray(JournalEntry[]::new));
        assertThat(after).extracting(JournalEntry::number).isSorted().doesNotHaveDuplicates();
        assertThat(after).extracting(JournalEntry::at).isSorted();
        // The first entry is no gap: the journal began with the machine.
        assertThat(after.stream().filter(entry -> entry.event() instanceof JournalEvent.Gap))
                .hasSize(1);
        List<JournalEvent> since = after.stream()
                .map(JournalEntry::event)
                .dropWhile(event -> !(event instanceof JournalEvent.Gap))
                .filter(event -> !(event instanceof JournalEvent.FlowChanged))
                .toList();
        assertThat(since.get(1)).isInstanceOfSatisfying(JournalEvent.RulesetBecame.class, snapshot -> {
            assertThat(snapshot.program()).as("nobody knows who").isEmpty();
            assertThat(snapshot.ruleset().iptablesSave()).contains(LOOPBACK, REPLIES);
        });
    }

    private void gradesAgainToThesame(Attempt attempt) throws IOException {
        Exercise exercise = Lessons.from(Path.of("labs"))
                .exercise(WatchingServer.EXERCISE.lesson(), WatchingServer.EXERCISE.exercise(), attempt.learner());
        EvidenceBundle bundle =
                new EvidenceBundles(database).of(attempt, Map.of(EvidenceBundle.EXERCISE_VERSION, exercise.version()));
        Path file = Files.writeString(folder.resolve("bundle.json"), EvidenceBundles.write(bundle));

        Tool ran = Tool.run("grade", WatchingServer.EXERCISE.toString(), "--strict", "--bundle", file.toString());

        assertThat(ran.out()).contains("comes out the same").doesNotContain("another version");
        assertThat(ran.status()).as("%s", ran).isZero();
    }

    private Attempt attempt(UUID learner) {
        return attempts.latest(learner, WatchingServer.EXERCISE).orElseThrow();
    }

    private void awaitRule(SandboxId sandbox, String rule) {
        await().atMost(LIMIT)
                .until(() -> journals.read(sandbox).stream()
                        .anyMatch(entry -> entry.event() instanceof JournalEvent.RulesetBecame became
                                && became.ruleset().iptablesSave().contains(rule)));
    }

    private SandboxId start(UUID learner) throws IOException {
        server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WatchingServer.class.getName(),
                        DATABASE.jdbcUrl(),
                        ENGINE.settings().installation().toString(),
                        ENGINE.settings().boxImage(),
                        ENGINE.settings().keeperImage(),
                        learner.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = server.inputReader(StandardCharsets.UTF_8).readLine();
        assertThat(line).startsWith("holds ");
        return new SandboxId(line.substring("holds ".length()));
    }

    private void kill() throws InterruptedException {
        if (server != null) {
            server.destroyForcibly();
            assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
