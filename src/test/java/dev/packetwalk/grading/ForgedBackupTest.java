package dev.packetwalk.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.sandbox.JournalEvent;
import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.RulesetSnapshot;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.docker.TestBox;
import dev.packetwalk.sandbox.docker.TestEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The backup of auto-revert is the learner's file: whatever they make of it, only rules that were saved and came back count. */
@Tag("engine")
@Timeout(240)
class ForgedBackupTest {
    private static final Exercise EXERCISE = Labs.exercise("auto-revert");
    private static final String BACKUP = "/tmp/backup.rules";
    private static final int LIMIT = 256 << 10;
    private static final String BLOCK = "iptables -I OUTPUT -o eth0 -j DROP";

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private final SandboxId id = SandboxId.random();
    private final List<JournalEntry> journal = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // set before each test
    private TestBox box;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Keeper keeper;

    @BeforeEach
    void create() throws IOException {
        ENGINE.engine().create(id, EXERCISE.sandbox().topology());
        box = new TestBox(ENGINE.engine(), id);
        keeper = ENGINE.engine().connect(id);
        assertThat(box.run("apt-get update && apt-get install -y iptables")).endsWith("[0]");
        look();
    }

    @AfterEach
    void remove() {
        keeper.close();
        box.close();
        ENGINE.engine().remove(id);
    }

    @Test
    void what_is_no_file_or_has_no_end_is_no_backup_and_the_honest_way_still_passes() throws IOException {
        for (String forged : List.of(
                "ln -s /dev/zero " + BACKUP,
                "ln -s /proc/self/environ " + BACKUP,
                "ln -s /proc/kmsg " + BACKUP,
                "ln -s " + BACKUP + " " + BACKUP,
                "mkfifo " + BACKUP,
                "mkdir " + BACKUP,
                "truncate -s 50M " + BACKUP,
                "head -c 1000000 /dev/urandom > " + BACKUP,
                "yes '*filter' | head -c 1000000 > " + BACKUP)) {
            assertThat(enter("rm -rf " + BACKUP + "; " + forged)).as(forged).isEqualTo("[0]");
            assertThat(look()).as(forged).hasSizeLessThanOrEqualTo(LIMIT);
            assertThat(done()).as(forged).isEmpty();
        }

        enter("rm -rf " + BACKUP + "; iptables-save > " + BACKUP);
        look();
        assertThat(done()).containsExactly("saved");
        blockAndAwaitTheRestoreOf(BACKUP);
        assertThat(grade().passed()).as("%s", grade()).isTrue();
    }

    @Test
    void a_file_that_lies_about_the_rules_saves_nothing_and_one_that_does_not_is_as_good_as_saved() throws IOException {
        enter("printf '*filter\\n:INPUT ACCEPT [0:0]\\n:FORWARD ACCEPT [0:0]\\n:OUTPUT ACCEPT [0:0]\\nCOMMIT\\n' > "
                + BACKUP);
        look();
        assertThat(done()).isEmpty();

        enter(
                "iptables -S | grep -v ^-P > /tmp/own; { printf '*filter\\n:INPUT DROP [0:0]\\n:FORWARD DROP [0:0]\\n:OUTPUT ACCEPT [0:0]\\n';"
                        + " cat /tmp/own; echo COMMIT; } > " + BACKUP);
        look();
        assertThat(done()).containsExactly("saved");
    }

    @Test
    void a_backup_that_is_replaced_after_it_was_seen_brings_other_rules_back_and_does_not_pass() throws IOException {
        enter("iptables-save > " + BACKUP);
        look();
        assertThat(done()).containsExactly("saved");
        enter("printf '*filter\\n:INPUT ACCEPT [0:0]\\n:FORWARD ACCEPT [0:0]\\n:OUTPUT ACCEPT [0:0]\\nCOMMIT\\n' > "
                + BACKUP);
        look();
        blockAndAwaitTheRestoreOf(BACKUP);

        assertThat(done()).containsExactly("saved", "blocked", "cut");
        assertThat(grade().passed()).isFalse();
    }

    @Test
    void a_backup_made_after_the_block_of_the_rules_before_it_comes_too_late() throws IOException {
        enter("iptables-save > /root/kept");
        look();
        enter(BLOCK);
        look();
        enter("cp /root/kept " + BACKUP);
        look();
        assertThat(done()).isEmpty();
        enter("(sleep 4; iptables-restore < " + BACKUP + ") > /dev/null 2>&1 &");
        awaitOpen();

        assertThat(grade().passed()).isFalse();
    }

    private void blockAndAwaitTheRestoreOf(String file) throws IOException {
        enter("(sleep 6; iptables-restore < " + file + ") > /dev/null 2>&1 & " + BLOCK);
        look();
        awaitOpen();
    }

    private void awaitOpen() throws IOException {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> !keeper.ruleset().iptablesSave().contains("-A OUTPUT -o eth0 -j DROP"));
        look();
    }

    private String enter(String line) throws IOException {
        add(new JournalEvent.LineEntered());
        return box.run(line);
    }

    /** What a watch writes down: the rules, the file, and what becomes of real packets. Returns the file. */
    private byte[] look() throws IOException {
        RulesetSnapshot rules = keeper.ruleset();
        add(new JournalEvent.RulesetBecame(rules, ""));
        byte @Nullable [] file;
        try {
            file = ENGINE.engine().readFile(id, BACKUP, LIMIT);
            add(new JournalEvent.FileBecame(
                    BACKUP, Optional.ofNullable(file).map(bytes -> new String(bytes, StandardCharsets.UTF_8))));
        } catch (IOException e) {
            // A file that cannot be read is nothing that was seen.
            file = null;
        }
        for (Probe probe : Probes.of(EXERCISE)) {
            add(new JournalEvent.Probed(probe, keeper.probe(probe), rules.generation()));
        }
        return file == null ? new byte[0] : file;
    }

    private void add(JournalEvent event) {
        journal.add(new JournalEntry(journal.size() + 1L, Instant.now(), event));
    }

    private Grade grade() {
        return Grader.grade(EXERCISE, Evidence.of(journal));
    }

    /** The steps that came true so far. */
    private List<String> done() {
        return grade().results().getFirst().steps().stream()
                .filter(step -> step.doneAt() != null)
                .map(CheckResult.StepResult::step)
                .toList();
    }
}
