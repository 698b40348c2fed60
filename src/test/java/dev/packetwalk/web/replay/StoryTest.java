package dev.packetwalk.web.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.grading.Reason;
import dev.packetwalk.netfilter.RulesetChange;
import dev.packetwalk.progress.Attempts.GivenGrade;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.RecordedCheck;
import dev.packetwalk.progress.RecordedGrade;
import dev.packetwalk.progress.recording.RecordedEvent;
import dev.packetwalk.progress.recording.RecordedEvent.Note;
import dev.packetwalk.progress.recording.RecordedTerminal;
import dev.packetwalk.progress.recording.Recording;
import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.sandbox.JournalEvent;
import dev.packetwalk.sandbox.RulesetSnapshot;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.sandbox.TerminalSize;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StoryTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final ExerciseKey FIREWALL = new ExerciseKey("lesson", "firewall");
    private static final TerminalName T1 = new TerminalName("t1");
    private static final String LO = "-A INPUT -i lo -j ACCEPT";
    private static final String DROP = "-A INPUT -j DROP";
    private static final Recording RECORDING = new Recording(
            SandboxId.random().value(),
            UUID.randomUUID(),
            SandboxId.random(),
            "lesson/firewall",
            NOON,
            NOON.plusSeconds(60),
            null,
            List.of(T1),
            List.of());

    @Test
    void rules_that_changed_while_it_was_recorded_are_markers_in_the_learner_s_text() {
        Story story = tell(
                rules(1, -30, ""),
                rules(2, -10, "", LO),
                rules(3, 5, "iptables", LO, DROP),
                rules(4, 8, "", LO, DROP),
                rules(5, 70, "iptables"));
        assertThat(story.states())
                .as("the last before it began, and those within")
                .containsExactly(new Story.State(0, 2), new Story.State(5_000, 3), new Story.State(8_000, 4));
        assertThat(story.markers()).singleElement().isInstanceOfSatisfying(Marker.RulesChanged.class, changed -> {
            assertThat(changed.millis()).isEqualTo(5_000);
            assertThat(changed.program()).isEqualTo("iptables");
            assertThat(changed.changes())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            RulesetChange.RuleAdded.class,
                            added -> assertThat(added.rule().text()).isEqualTo(DROP));
        });
    }

    @Test
    void behind_a_gap_of_the_journal_nothing_is_said_to_have_changed() {
        Story story = tell(
                rules(1, -1, "", LO),
                new JournalEntry(2, NOON.plusSeconds(3), new JournalEvent.Gap()),
                rules(3, 4, "", DROP));
        assertThat(story.markers()).containsExactly(new Marker.RulesUnknown(3_000));
        assertThat(story.states()).containsExactly(new Story.State(0, 1), new Story.State(4_000, 3));
    }

    @Test
    void checks_are_markers_when_they_turn() {
        List<GivenGrade> grades = List.of(
                grade(-5, CheckResult.State.PASSED, CheckResult.State.FAILED),
                grade(2, CheckResult.State.PASSED, CheckResult.State.PASSED),
                grade(3, CheckResult.State.WAITING, CheckResult.State.PASSED),
                grade(4, CheckResult.State.FAILED, CheckResult.State.PASSED));
        Story story = Story.of(RECORDING, List.of(), grades, Map.of());
        assertThat(story.markers())
                .containsExactly(
                        new Marker.CheckTurned(2_000, FIREWALL, "b", true), new Marker.AllPassed(2_000, FIREWALL));
        Story undone = Story.of(
                RECORDING,
                List.of(),
                List.of(grades.get(1), grade(4, CheckResult.State.FAILED, CheckResult.State.PASSED)),
                Map.of());
        assertThat(undone.markers()).contains(new Marker.CheckTurned(4_000, FIREWALL, "a", false));
    }

    @Test
    void what_the_recording_says_of_itself_is_among_them_in_order_and_without_a_journal_that_is_all() {
        RecordedTerminal terminal = new RecordedTerminal(
                TerminalSize.DEFAULT,
                List.of(new RecordedEvent.Output(0, "$ "), new RecordedEvent.Noted(7_000, Note.GAP)));
        Story story = Story.of(RECORDING, List.of(), List.of(), Map.of(T1, terminal));
        assertThat(story.markers()).containsExactly(new Marker.Noted(7_000, T1, Note.GAP));
        assertThat(story.states()).isEmpty();
        Story both = Story.of(
                RECORDING,
                List.of(rules(1, 0, ""), rules(2, 9, "", DROP), rules(3, 10, "", DROP, LO)),
                List.of(),
                Map.of(T1, terminal));
        assertThat(both.markers()).extracting(Marker::millis).containsExactly(7_000L, 9_000L, 10_000L);
    }

    private static Story tell(JournalEntry... journal) {
        return Story.of(RECORDING, List.of(journal), List.of(), Map.of());
    }

    private static JournalEntry rules(long number, int second, String program, String... rules) {
        String save = "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [" + number + ":0]\n"
                + String.join("\n", rules) + (rules.length == 0 ? "" : "\n") + "COMMIT\n";
        return new JournalEntry(
                number,
                NOON.plusSeconds(second),
                new JournalEvent.RulesetBecame(new RulesetSnapshot(number, save, ""), program));
    }

    private static GivenGrade grade(int second, CheckResult.State a, CheckResult.State b) {
        boolean passed = a == CheckResult.State.PASSED && b == CheckResult.State.PASSED;
        return new GivenGrade(
                7,
                FIREWALL,
                new RecordedGrade(passed, List.of(check("a", a), check("b", b)), NOON.plusSeconds(second)));
    }

    private static RecordedCheck check(String id, CheckResult.State state) {
        return new RecordedCheck(new CheckResult(id, id, state, Reason.of("because"), List.of()), null, null);
    }
}
