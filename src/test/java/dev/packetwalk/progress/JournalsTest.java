package dev.packetwalk.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.sandbox.JournalEvent;
import dev.packetwalk.sandbox.JournalEvent.FlowChange;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.ProbeResult;
import dev.packetwalk.sandbox.RulesetSnapshot;
import dev.packetwalk.sandbox.SandboxId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JournalsTest {
    private static final ExerciseKey FIREWALL = new ExerciseKey("chains", "firewall");
    private static final ExerciseKey ORDER = new ExerciseKey("chains", "order");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123Z");
    private static final String HOSTILE = "\0 <b>☃ \"\\u0000\" '); drop table journal; --\r\n𝄞";
    private static final JournalEvent RULES = ruleset(7, "*filter\n-A INPUT -j DROP\nCOMMIT\n");
    /** As it stands behind a gap: nobody made them just then. */
    private static final JournalEvent RULES_AGAIN =
            new JournalEvent.RulesetBecame(((JournalEvent.RulesetBecame) RULES).ruleset(), "");

    private static final List<JournalEvent> EVERY_KIND = List.of(
            RULES,
            new JournalEvent.RulesetBecame(new RulesetSnapshot(-1, HOSTILE, HOSTILE), HOSTILE),
            new JournalEvent.FlowChanged(FlowChange.UPDATED, "ipv4     2 tcp      6 120 SYN_SENT src=10.77.0.3"),
            new JournalEvent.Probed(
                    new Probe("internet", Probe.Protocol.ICMP, "10.77.0.3", 0, Duration.ofMillis(150)),
                    new ProbeResult(ProbeResult.Answer.UNREACHABLE, "ICMP 3/13", Duration.ofNanos(123_456_000)),
                    -1),
            new JournalEvent.FileBecame("/tmp/backup.rules", Optional.of(HOSTILE)),
            new JournalEvent.FileBecame("/tmp/backup.rules", Optional.empty()),
            new JournalEvent.Answered("reading", "ports", Map.of("port", HOSTILE, "host", ""), HOSTILE),
            new JournalEvent.LineEntered(),
            new JournalEvent.Gap());

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final Database database = new Database(DATABASE.dataSource());
    private final Journals journals = new Journals(database, () -> NOON);
    private final Attempts attempts = new Attempts(database);
    private final SandboxId sandbox = SandboxId.random();
    private final UUID owner = join();

    @AfterEach
    void stop() {
        journals.close();
    }

    @Test
    void every_kind_of_event_comes_back_as_it_was() {
        Journal journal = journals.open(sandbox, owner);
        EVERY_KIND.forEach(event -> journal.append(NOON, event));
        journals.flush();

        assertThat(journals.read(sandbox)).isEqualTo(journal.entries());
        assertThat(journal.entries()).extracting(JournalEntry::event).isEqualTo(EVERY_KIND);
        assertThat(journal.entries()).extracting(JournalEntry::at).containsOnly(NOON);
    }

    @Test
    void it_is_written_down_by_itself() {
        journals.open(sandbox, owner).append(NOON, RULES);
        await().until(() -> journals.read(sandbox).size() == 1);
    }

    @Test
    void after_a_restart_it_goes_on_with_a_gap() {
        journals.open(sandbox, owner).append(NOON, RULES);
        journals.close();

        try (Journals restarted = new Journals(database, () -> NOON)) {
            Journal journal = restarted.open(sandbox, owner);
            journal.append(NOON, RULES);
            restarted.flush();
            assertThat(restarted.read(sandbox)).isEqualTo(journal.entries());
            assertThat(journal.entries())
                    .extracting(JournalEntry::event)
                    .containsExactly(RULES, new JournalEvent.Gap(), RULES);
            assertThat(journal.entries())
                    .extracting(JournalEntry::number)
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void a_journal_past_its_bounds_begins_with_a_gap_and_the_rules_of_then_in_memory_and_in_the_database() {
        Journal journal = journals.open(sandbox, owner);
        journal.append(NOON, RULES);
        for (int i = 0; i < 2 * Journal.MOST_ENTRIES; i++) {
            journal.append(NOON, new JournalEvent.LineEntered());
            if (i % 700 == 0) {
                journals.flush();
            }
        }
        journals.flush();

        List<JournalEntry> kept = journals.read(sandbox);
        assertThat(kept).isEqualTo(journal.entries()).hasSizeLessThanOrEqualTo(Journal.MOST_ENTRIES);
        assertThat(kept.get(0).event()).isEqualTo(new JournalEvent.Gap());
        assertThat(kept.get(1).event()).isEqualTo(RULES_AGAIN);
        assertThat(kept).extracting(JournalEntry::number).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void text_is_bounded_too() {
        Journal journal = journals.open(sandbox, owner);
        String longText = "x".repeat(100_000);
        for (int i = 0; i < 60; i++) {
            journal.append(NOON, ruleset(i, i + longText));
        }
        journals.flush();
        assertThat(journals.read(sandbox)).isEqualTo(journal.entries()).hasSizeBetween(10, 25);
        assertThat(journal.entries().getLast().event()).isEqualTo(ruleset(59, 59 + longText));
    }

    @Test
    void rules_too_long_to_keep_are_a_gap() {
        Journal journal = journals.open(sandbox, owner);
        journal.append(NOON, RULES);
        journal.append(NOON, ruleset(8, "x".repeat(Journal.LONGEST_RULESET + 1)));
        journal.append(NOON, ruleset(9, "y".repeat(Journal.LONGEST_RULESET + 1)));
        assertThat(journal.entries()).extracting(JournalEntry::event).containsExactly(RULES, new JournalEvent.Gap());
    }

    @Test
    void a_flood_of_flows_is_a_gap_with_the_rules_behind_it() {
        Journal journal = journals.open(sandbox, owner);
        JournalEvent flow = new JournalEvent.FlowChanged(FlowChange.NEW, "ipv4 2 udp 17 30 src=10.77.0.3");
        journal.append(NOON, RULES);
        for (int i = 0; i < 5_000; i++) {
            journal.append(NOON, flow);
        }
        journal.append(NOON.plusSeconds(4), flow);
        journal.append(NOON.plusSeconds(6), flow);

        List<JournalEntry> entries = journal.entries();
        assertThat(entries).hasSize(1 + Journal.FLOWS_AT_ONCE + 3);
        assertThat(entries.subList(entries.size() - 3, entries.size()))
                .extracting(JournalEntry::event)
                .containsExactly(new JournalEvent.Gap(), RULES_AGAIN, flow);
    }

    @Test
    void it_is_kept_as_long_as_the_last_attempt_that_was_made_in_the_sandbox() {
        UUID ada = join();
        Attempt firewall = attempts.open(ada, FIREWALL);
        Attempt order = attempts.open(ada, ORDER);
        journals.open(sandbox, owner).append(NOON, RULES);
        journals.keepWith(firewall, sandbox);
        journals.keepWith(order, sandbox);
        journals.close(sandbox);
        assertThat(journals.of(order)).hasSize(1).isEqualTo(journals.of(firewall));

        delete("attempt where id = " + firewall.id());
        assertThat(journals.read(sandbox)).hasSize(1);
        delete("attempt where id = " + order.id());
        assertThat(journals.read(sandbox)).isEmpty();
    }

    @Test
    void it_goes_when_the_learner_goes() {
        UUID ada = join();
        journals.open(sandbox, owner).append(NOON, RULES);
        journals.keepWith(attempts.open(ada, FIREWALL), sandbox);
        journals.close(sandbox);
        delete("learner where id = '" + ada + "'");
        assertThat(journals.read(sandbox)).isEmpty();
    }

    @Test
    void another_learners_attempt_gives_nothing_away() {
        UUID ada = join();
        Attempt attempt = attempts.open(ada, FIREWALL);
        journals.open(sandbox, owner).append(NOON, RULES);
        journals.keepWith(attempt, sandbox);
        journals.flush();
        Attempt claimed = new Attempt(attempt.id(), join(), FIREWALL, attempt.startedAt(), null, 0, null);
        assertThat(journals.of(claimed)).isEmpty();
    }

    private UUID join() {
        var joined = new Learners(database).join(new LearnerName("Ada"));
        return joined.learner();
    }

    private static void delete(String what) {
        DATABASE.jdbi().useHandle(sql -> sql.execute("delete from " + what));
    }

    private static JournalEvent ruleset(long generation, String text) {
        return new JournalEvent.RulesetBecame(new RulesetSnapshot(generation, text, ""), "iptables");
    }
}
