package dev.packetwalk.web.replay;

import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.RulesetChange;
import dev.packetwalk.netfilter.RulesetChanges;
import dev.packetwalk.netfilter.text.RulesetText;
import dev.packetwalk.progress.Attempts.GivenGrade;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.RecordedCheck;
import dev.packetwalk.progress.RecordedGrade;
import dev.packetwalk.progress.recording.RecordedEvent;
import dev.packetwalk.progress.recording.RecordedTerminal;
import dev.packetwalk.progress.recording.Recording;
import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.sandbox.JournalEvent;
import dev.packetwalk.sandbox.RulesetSnapshot;
import dev.packetwalk.sandbox.TerminalName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a sandbox while it was recorded, by its journal and its grades. Without these there is only what the recording itself
 * says.
 *
 * @param markers in the order of their times
 * @param states which rules were in force from when on, in that order
 */
record Story(List<Marker> markers, List<State> states) {
    /** What the last command did is still to be heard of when the terminal has nothing more to show. */
    private static final Duration AFTERMATH = Duration.ofSeconds(3);

    Story {
        markers = List.copyOf(markers);
        states = List.copyOf(states);
    }

    /**
     * Rules that came into force.
     *
     * @param millis since the recording began; 0 for those that were in force then
     * @param entry their entry's number in the journal
     */
    record State(long millis, long entry) {}

    static Story of(
            Recording recording,
            List<JournalEntry> journal,
            List<GivenGrade> grades,
            Map<TerminalName, RecordedTerminal> terminals) {
        Teller teller = new Teller(recording);
        journal.forEach(teller::hear);
        Map<Long, RecordedGrade> before = new HashMap<>();
        for (GivenGrade given : grades) {
            teller.compare(given.exercise(), before.put(given.attempt(), given.grade()), given.grade());
        }
        terminals.forEach((name, terminal) -> terminal.events().forEach(event -> teller.note(name, event)));
        return teller.story();
    }

    /** Collects what lies within the recording. */
    private static final class Teller {
        private final Instant began;
        private final Instant end;
        private final List<Marker> markers = new ArrayList<>();
        private final List<State> states = new ArrayList<>();
        private @Nullable Ruleset inForce;

        Teller(Recording recording) {
            this.began = recording.beganAt();
            this.end = recording.lastAt().plus(AFTERMATH);
        }

        void hear(JournalEntry entry) {
            if (entry.at().isAfter(end)) {
                return;
            }
            switch (entry.event()) {
                case JournalEvent.RulesetBecame(RulesetSnapshot snapshot, String program) ->
                    become(
                            entry,
                            RulesetText.read(snapshot.iptablesSave(), snapshot.nftRuleset())
                                    .value(),
                            program);
                case JournalEvent.Gap _ -> {
                    if (inForce != null && covers(entry.at())) {
                        markers.add(new Marker.RulesUnknown(millis(entry.at())));
                    }
                    inForce = null;
                }
                case JournalEvent.FlowChanged _,
                        JournalEvent.Probed _,
                        JournalEvent.FileBecame _,
                        JournalEvent.Answered _,
                        JournalEvent.LineEntered _ -> {}
            }
        }

        private void become(JournalEntry entry, Ruleset rules, String program) {
            Ruleset before = inForce;
            inForce = rules;
            if (!covers(entry.at())) {
                states.clear();
                states.add(new State(0, entry.number()));
                return;
            }
            states.add(new State(millis(entry.at()), entry.number()));
            List<RulesetChange> changes = before == null ? List.of() : RulesetChanges.between(before, rules);
            if (!changes.isEmpty()) {
                markers.add(new Marker.RulesChanged(millis(entry.at()), program, changes));
            }
        }

        void compare(ExerciseKey exercise, @Nullable RecordedGrade before, RecordedGrade after) {
            Instant at = after.gradedAt();
            if (!covers(at) || at.isAfter(end)) {
                return;
            }
            for (RecordedCheck check : after.checks()) {
                boolean passed = passed(before, check.result().check());
                // Evidence that is still on its way undoes nothing.
                boolean undone = !check.result().passed() && check.result().state() != CheckResult.State.WAITING;
                if (passed ? undone : check.result().passed()) {
                    markers.add(new Marker.CheckTurned(
                            millis(at),
                            exercise,
                            check.result().check(),
                            check.result().passed()));
                }
            }
            if (after.passed() && (before == null || !before.passed())) {
                markers.add(new Marker.AllPassed(millis(at), exercise));
            }
        }

        private static boolean passed(@Nullable RecordedGrade grade, String check) {
            return grade != null
                    && grade.checks().stream()
                            .map(RecordedCheck::result)
                            .anyMatch(result -> result.check().equals(check) && result.passed());
        }

        void note(TerminalName terminal, RecordedEvent event) {
            if (event instanceof RecordedEvent.Noted(long millis, RecordedEvent.Note note)) {
                markers.add(new Marker.Noted(millis, terminal, note));
            }
        }

        private boolean covers(Instant at) {
            return !at.isBefore(began);
        }

        private long millis(Instant at) {
            return Duration.between(began, at).toMillis();
        }

        Story story() {
            markers.sort(Comparator.comparingLong(Marker::millis));
            return new Story(markers, states);
        }
    }
}
