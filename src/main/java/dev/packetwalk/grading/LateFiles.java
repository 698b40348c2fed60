package dev.packetwalk.grading;

import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.sandbox.JournalEvent;
import dev.packetwalk.sandbox.RulesetSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts files where they belong. A file is looked at now and then, so the journal tells of it seconds after it was written. One that
 * holds rules which were replaced in those seconds was written before: it is told of right before the change. Where only tables changed
 * that iptables-save does not show, it may have been written before or after: the learner is believed, it was before.
 */
final class LateFiles {
    /** Longer than it takes until a changed file is found. */
    private static final Duration LATEST = Duration.ofSeconds(15);

    private LateFiles() {}

    static List<JournalEntry> inPlace(List<JournalEntry> journal) {
        if (journal.stream().noneMatch(entry -> entry.event() instanceof JournalEvent.FileBecame)) {
            return journal;
        }
        List<JournalEntry> placed = new ArrayList<>();
        for (JournalEntry entry : journal) {
            int place = entry.event() instanceof JournalEvent.FileBecame file ? place(file, entry.at(), placed) : -1;
            if (place < 0) {
                placed.add(entry);
            } else {
                Instant before = placed.get(place).at();
                placed.add(place, new JournalEntry(entry.number(), before, entry.event()));
            }
        }
        return placed;
    }

    /**
     * Where the rules were replaced that the file holds; -1 if it holds those in force and could not have held any before them, or
     * none of late, or was looked at since and was something else.
     */
    private static int place(JournalEvent.FileBecame file, Instant found, List<JournalEntry> before) {
        if (file.content().isEmpty()) {
            return -1;
        }
        RulesInForce saved = KnownRules.of(new RulesetSnapshot(0, file.content().get(), ""));
        RulesInForce held = null;
        int place = -1;
        int replacedAt = -1;
        boolean lookedAt = false;
        for (int i = before.size() - 1; i >= 0; i--) {
            JournalEntry entry = before.get(i);
            if (entry.event() instanceof JournalEvent.RulesetBecame became) {
                RulesInForce rules = KnownRules.of(became.ruleset());
                boolean holds = rules.isSavedAs(saved);
                if (holds && (held == null || !rules.sameAs(held))) {
                    held = rules;
                    place = replacedAt;
                }
                if (lookedAt
                        || (held != null && !holds)
                        || entry.at().plus(LATEST).isBefore(found)) {
                    return place;
                }
                replacedAt = i;
            } else if (entry.event() instanceof JournalEvent.FileBecame other
                    && other.path().equals(file.path())) {
                lookedAt = true;
            }
        }
        return place;
    }
}
