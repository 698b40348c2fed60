package dev.packetwalk.web.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.grading.CheckResult.State;
import dev.packetwalk.grading.Reason;
import dev.packetwalk.progress.RecordedCheck;
import dev.packetwalk.progress.RecordedGrade;
import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.sandbox.JournalEvent;
import dev.packetwalk.sandbox.RulesetSnapshot;
import dev.packetwalk.web.board.Standing.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each rule, and its opposite. */
class StuckRulesTest {
    private static final Instant START = Instant.parse("2026-11-28T12:00:00Z");
    private static final String OPEN = "*filter\n:INPUT ACCEPT [0:0]\n%sCOMMIT\n";
    private static final StuckRules RULES = StuckRules.USUAL;

    private final Doings doings = new Doings();
    private final Failures failures = new Failures();
    private final List<JournalEntry> journal = new ArrayList<>();
    private int rules;

    @Test
    void who_has_begun_and_does_nothing_wrong_is_working() {
        assertThat(at(1)).isEqualTo(Standing.of(Standing.State.WORKING, START));
        change(0);
        change(10);
        assertThat(at(60).state()).isEqualTo(Standing.State.WORKING);
    }

    @Test
    void six_tries_at_the_same_failing_check_in_three_minutes_are_stuck_and_five_are_not() {
        for (int minute = 1; minute <= 5; minute++) {
            change(minute * 60);
            fail(minute * 60 + 1, "rest-dropped");
        }
        assertThat(at(301).state()).isEqualTo(Standing.State.WORKING);
        change(310);
        assertThat(at(311))
                .isEqualTo(
                        new Standing(Standing.State.STUCK, START.plusSeconds(61), Why.SAME_CHECK, "rest-dropped", 6));
    }

    @Test
    void six_quick_tries_are_no_more_than_quick() {
        for (int second = 1; second <= 6; second++) {
            change(second * 10);
            fail(second * 10 + 1, "rest-dropped");
        }
        assertThat(at(70).state()).isEqualTo(Standing.State.WORKING);
    }

    @Test
    void a_check_that_passes_begins_everything_anew() {
        for (int minute = 1; minute <= 6; minute++) {
            change(minute * 60);
            fail(minute * 60 + 1, "rest-dropped");
        }
        assertThat(at(370).why()).isEqualTo(Why.SAME_CHECK);
        grade(371, passed("loopback-in", 371), failed("rest-dropped"));
        assertThat(at(372).state()).isEqualTo(Standing.State.WORKING);
        grade(380, passed("loopback-in", 371), passed("rest-dropped", 380));
        assertThat(at(2000).state()).isEqualTo(Standing.State.WORKING);
    }

    @Test
    void evidence_on_its_way_ends_no_run_of_failures() {
        for (int minute = 1; minute <= 6; minute++) {
            change(minute * 60);
            fail(minute * 60 + 1, "rest-dropped");
            grade(minute * 60 + 2, result("rest-dropped", State.WAITING, null));
        }
        assertThat(at(370).why()).isEqualTo(Why.SAME_CHECK);
    }

    @Test
    void twelve_tries_that_come_to_nothing_are_stuck_whatever_fails() {
        for (int half = 1; half <= 12; half++) {
            change(half * 30);
            grade(half * 30 + 1, result("check-" + half % 2, half % 2 == 0 ? State.FAILED : State.WAITING, null));
        }
        // The same check fails now and then only: nothing but the number of tries tells.
        assertThat(at(362, new Failures()).why()).isEqualTo(Why.MANY_CHANGES);
        assertThat(at(362, new Failures()).tries()).isEqualTo(12);
        assertThat(at(320, new Failures()).state()).as("not five minutes yet").isEqualTo(Standing.State.WORKING);
    }

    @Test
    void eleven_tries_are_not_twelve() {
        for (int minute = 1; minute <= 11; minute++) {
            change(minute * 60);
        }
        assertThat(at(800, new Failures()).state()).isEqualTo(Standing.State.WORKING);
    }

    @Test
    void silence_after_an_error_is_stuck_until_it_is_so_long_that_nobody_is_there() {
        change(10);
        fail(11, "rest-dropped");
        assertThat(at(10 + 239).state()).isEqualTo(Standing.State.WORKING);
        assertThat(at(10 + 240)).isEqualTo(Standing.stuck(Why.SILENT, START.plusSeconds(10)));
        assertThat(at(10 + 30 * 60).state()).isEqualTo(Standing.State.WORKING);
    }

    @Test
    void silence_without_an_error_is_reading() {
        change(10);
        grade(11, passed("loopback-in", 11));
        assertThat(at(600).state()).isEqualTo(Standing.State.WORKING);
    }

    @Test
    void whoever_types_is_not_silent() {
        change(10);
        fail(11, "rest-dropped");
        add(240, new JournalEvent.LineEntered());
        assertThat(at(260).state()).isEqualTo(Standing.State.WORKING);
        add(241, new JournalEvent.FlowChanged(JournalEvent.FlowChange.NEW, "what passes by is nobody's typing"));
        assertThat(at(240 + 240).why()).isEqualTo(Why.SILENT);
    }

    @Test
    void locked_out_for_three_minutes_is_stuck_and_for_less_is_an_exercise() {
        become(0, "");
        become(60, "-A INPUT -j DROP\n");
        become(70, "-A INPUT -j DROP\n-A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT\n");
        assertThat(at(60 + 179).state()).isEqualTo(Standing.State.WORKING);
        assertThat(at(60 + 180)).isEqualTo(Standing.stuck(Why.LOCKED_OUT, START.plusSeconds(60)));
        become(60 + 181, "-A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT\n-A INPUT -j DROP\n");
        assertThat(at(60 + 182).state()).isEqualTo(Standing.State.WORKING);
    }

    @Test
    void without_a_machine_nobody_is_stuck() {
        for (int minute = 1; minute <= 20; minute++) {
            change(minute * 60);
            fail(minute * 60 + 1, "rest-dropped");
        }
        assertThat(at(1300).state()).isEqualTo(Standing.State.STUCK);
        StuckRules.Known away = new StuckRules.Known(START, null, null, false, false, failures);
        assertThat(RULES.decide(away, doings, START.plusSeconds(1300)).state()).isEqualTo(Standing.State.WORKING);
    }

    @Test
    void what_has_passed_stays_passed_unless_it_is_undone_and_no_other_exercise_has_the_machine() {
        Instant passed = START.plusSeconds(300);
        Instant undone = START.plusSeconds(400);
        assertThat(decide(passed, null, false)).isEqualTo(Standing.of(Standing.State.PASSED, passed));
        assertThat(decide(passed, undone, false)).isEqualTo(Standing.of(Standing.State.UNDONE, undone));
        assertThat(decide(passed, undone, true)).isEqualTo(Standing.of(Standing.State.PASSED, passed));
    }

    @Test
    void counters_and_snapshots_are_no_tries_and_answers_are() {
        become(0, "");
        for (int second = 1; second <= 20; second++) {
            add(
                    second,
                    new JournalEvent.RulesetBecame(
                            new RulesetSnapshot(1, OPEN.formatted("").replace("[0:0]", "[" + second + ":99]"), ""),
                            ""));
        }
        assertThat(doings().triesSince(START)).isZero();
        add(30, new JournalEvent.Gap());
        become(31, "-A INPUT -i lo -j ACCEPT\n");
        assertThat(doings().triesSince(START)).as("found behind a gap").isZero();
        add(40, new JournalEvent.Answered("x", "y", Map.of(), ""));
        assertThat(doings().triesSince(START)).isEqualTo(1);
    }

    @Test
    void a_journal_is_read_once_however_often_it_is_shown() {
        change(1);
        change(2);
        Doings read = doings();
        int before = read.triesSince(START);
        read.take(journal);
        assertThat(read.triesSince(START)).isEqualTo(before);
        assertThat(read.lastNumber()).isEqualTo(journal.getLast().number());
    }

    @Test
    void ten_thousand_entries_are_read_in_a_moment_and_keep_a_bounded_number_of_tries() {
        for (int i = 0; i < 10_000; i++) {
            become(i, "-A INPUT -p tcp --dport " + (1 + i) + " -j ACCEPT\n");
        }
        long before = System.nanoTime();
        assertThat(doings().triesSince(Instant.EPOCH)).isEqualTo(Doings.MOST_TRIES);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
    }

    private Doings doings() {
        doings.take(journal);
        return doings;
    }

    private Standing at(int second) {
        return at(second, failures);
    }

    private Standing at(int second, Failures known) {
        return RULES.decide(
                new StuckRules.Known(START, null, null, false, true, known), doings(), START.plusSeconds(second));
    }

    private Standing decide(@Nullable Instant passedAt, @Nullable Instant undoneAt, boolean onTopOfIt) {
        return RULES.decide(
                new StuckRules.Known(START, passedAt, undoneAt, onTopOfIt, true, failures),
                doings(),
                START.plusSeconds(5000));
    }

    /** Another ruleset than the one before; the first is what was found there. */
    private void change(int second) {
        if (journal.isEmpty()) {
            become(0, "");
        }
        become(second, "-A INPUT -p tcp --dport " + (1000 + rules++) + " -j ACCEPT\n");
    }

    private void become(int second, String rule) {
        add(
                second,
                new JournalEvent.RulesetBecame(
                        new RulesetSnapshot(journal.size() + 1L, OPEN.formatted(rule), ""), "iptables"));
    }

    private void add(int second, JournalEvent event) {
        journal.add(new JournalEntry(journal.size() + 1L, START.plusSeconds(second), event));
    }

    private void fail(int second, String check) {
        grade(second, failed(check));
    }

    private void grade(int second, RecordedCheck... checks) {
        failures.take(new RecordedGrade(false, List.of(checks), START.plusSeconds(second)));
    }

    private static RecordedCheck failed(String check) {
        return result(check, State.FAILED, null);
    }

    private static RecordedCheck passed(String check, int second) {
        return result(check, State.PASSED, START.plusSeconds(second));
    }

    private static RecordedCheck result(String check, State state, @Nullable Instant passedAt) {
        return new RecordedCheck(
                new CheckResult(check, check, state, Reason.of("as the test says"), List.of()), passedAt, null);
    }
}
