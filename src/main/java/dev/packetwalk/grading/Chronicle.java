package dev.packetwalk.grading;

import dev.packetwalk.grading.Argument.Authored;
import dev.packetwalk.grading.Argument.Code;
import dev.packetwalk.grading.Argument.Name;
import dev.packetwalk.grading.Argument.Whole;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.FlowPattern;
import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.RulesetChanges;
import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.sandbox.JournalEvent;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.ProbeResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What has happened in a sandbox, as its journal tells it: what changed in the rules, rule by rule in the learner's text; real packets
 * whose fate became another one; the box's own connections, and whether they were answered; answers and files of the exercise.
 */
public final class Chronicle {
    /** Entries told; of more, the latest. */
    static final int MOST_ENTRIES = 300;

    /** Connections of the box's own, from its one address; see {@link dev.packetwalk.sandbox.Topology}. */
    private static final FlowPattern OWN = new FlowPattern(
            "",
            Optional.empty(),
            Optional.of("10.77.0.3"),
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    private final Exercise exercise;
    private final Scene scene = new Scene(true);
    private final Map<Probe, ProbeResult.Answer> answers = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private @Nullable Ruleset before;

    /** What an entry is about. */
    public enum Sort {
        RULES,
        PACKET,
        CONNECTION,
        FILE,
        ANSWER,
        /** What happened here is not known. */
        GAP
    }

    /**
     * Something that happened.
     *
     * @param said what it was
     * @param changes of the rules, one by one; empty for everything else
     */
    public record Entry(Instant at, Sort sort, Reason said, List<Change> changes) {
        public Entry {
            changes = List.copyOf(changes);
        }
    }

    /** A change of the rules; {@code kind} as in {@link ChangeWords}. */
    public record Change(Kind kind, Reason said) {
        /** What became of a rule, or of something else. */
        public enum Kind {
            ADDED,
            REMOVED,
            MOVED,
            /** A policy, a chain, or how many more changes there were. */
            OTHER
        }
    }

    private Chronicle(Exercise exercise) {
        this.exercise = exercise;
    }

    /** What a journal tells, the oldest first; of very much, the latest. */
    public static List<Entry> of(Exercise exercise, List<JournalEntry> journal) {
        Chronicle chronicle = new Chronicle(exercise);
        journal.forEach(chronicle::take);
        chronicle.connections();
        List<Entry> all = chronicle.entries.stream()
                .sorted(Comparator.comparing(Entry::at))
                .toList();
        return all.subList(Math.max(0, all.size() - MOST_ENTRIES), all.size());
    }

    private void take(JournalEntry entry) {
        scene.take(entry);
        switch (entry.event()) {
            case JournalEvent.RulesetBecame became -> rules(entry.at(), became);
            case JournalEvent.Probed probed -> probe(entry.at(), probed);
            case JournalEvent.FileBecame file -> file(entry.at(), file);
            case JournalEvent.Answered answered -> answer(entry.at(), answered);
            case JournalEvent.Gap _ -> {
                before = null;
                add(entry.at(), Sort.GAP, Message.of(Key.NOT_WATCHED));
            }
            case JournalEvent.FlowChanged _, JournalEvent.LineEntered _ -> {}
        }
    }

    private void rules(Instant at, JournalEvent.RulesetBecame became) {
        Ruleset now = KnownRules.of(became.ruleset()).ruleset();
        Ruleset then = before;
        before = now;
        if (then == null) {
            add(at, Sort.RULES, new Message(Key.RULES_IN_FORCE, Map.of("count", new Whole(count(now)))));
            return;
        }
        List<Change> changes = ChangeWords.of(RulesetChanges.between(then, now));
        if (!changes.isEmpty()) {
            Message said = became.program().isEmpty()
                    ? Message.of(Key.RULES_CHANGED)
                    : new Message(Key.RULES_CHANGED_BY, Map.of("program", new Code(became.program())));
            entries.add(new Entry(at, Sort.RULES, new Reason(said), changes));
        }
    }

    private static long count(Ruleset ruleset) {
        return ruleset.tables().stream()
                .flatMap(table -> table.chains().stream())
                .map(Chain::rules)
                .mapToLong(List::size)
                .sum();
    }

    /** A probe is sent with every change: that nothing has changed for it is no news. */
    private void probe(Instant at, JournalEvent.Probed probed) {
        if (answers.put(probed.probe(), probed.result().answer())
                != probed.result().answer()) {
            add(at, Sort.PACKET, ProbeGrading.answered(probed.probe(), probed.result()));
        }
    }

    private void file(Instant at, JournalEvent.FileBecame file) {
        boolean known = entries.stream().anyMatch(entry -> entry.sort() == Sort.FILE);
        if (file.content().isPresent() || known) {
            add(
                    at,
                    Sort.FILE,
                    new Message(
                            file.content().isPresent() ? Key.FILE_WRITTEN : Key.FILE_GONE,
                            Map.of("path", new Name(file.path()))));
        }
    }

    private void answer(Instant at, JournalEvent.Answered answered) {
        exercise.checks().stream()
                .filter(check -> check.id().equals(answered.check())
                        && answered.exercise().equals(exercise.id()))
                .findFirst()
                .ifPresent(check -> add(
                        at, Sort.ANSWER, new Message(Key.ANSWER_GIVEN, Map.of("title", new Authored(check.title())))));
    }

    private void connections() {
        for (TrackedFlow flow : scene.flows().meant(OWN)) {
            Key key = flow.answered() ? Key.OWN_ANSWERED : Key.OWN_UNANSWERED;
            add(flow.begun(), Sort.CONNECTION, new Message(key, Map.of("flow", FlowGrading.ends(flow.first()))));
        }
    }

    private void add(Instant at, Sort sort, Message said) {
        entries.add(new Entry(at, sort, new Reason(said), List.of()));
    }
}
