package dev.packetwalk.web.board;

import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.sandbox.JournalEvent;
import dev.packetwalk.sandbox.RulesetSnapshot;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a learner has done on a machine, boiled down from its journal entry by entry: a journal is read once, and then only what is
 * new in it. Keeps a bounded number of tries. One thread at a time.
 */
public final class Doings {
    /** More tries than any rule asks about. */
    static final int MOST_TRIES = 256;

    /** Of many rulesets that come together, as when a long journal is read for the first time, only the last are walked. */
    private static final int MOST_WALKED = 40;

    /** What passes by and changes by itself: counters and times. */
    private static final Pattern PASSING = Pattern.compile("(?m)^#.*$|\\[\\d+:\\d+]|packets \\d+ bytes \\d+");

    private final Deque<Instant> tries = new ArrayDeque<>();
    private long lastNumber;
    private @Nullable String inForce;
    private @Nullable Instant lastActAt;
    private @Nullable Instant lockedOutSince;

    /** The number of the last entry that was taken; 0 before the first. */
    public long lastNumber() {
        return lastNumber;
    }

    /** Goes on with what is new in the journal, in order. */
    public void take(List<JournalEntry> entries) {
        Deque<Since> others = new ArrayDeque<>();
        for (JournalEntry entry : entries) {
            if (entry.number() <= lastNumber) {
                continue;
            }
            lastNumber = entry.number();
            switch (entry.event()) {
                case JournalEvent.RulesetBecame(RulesetSnapshot ruleset, String _) -> {
                    if (became(ruleset, entry.at())) {
                        others.addLast(new Since(ruleset, entry.at()));
                    }
                }
                case JournalEvent.Answered _ -> tried(entry.at());
                case JournalEvent.LineEntered _, JournalEvent.FileBecame _ -> lastActAt = entry.at();
                case JournalEvent.Gap _ -> inForce = null;
                case JournalEvent.FlowChanged _, JournalEvent.Probed _ -> {}
            }
            if (others.size() > MOST_WALKED) {
                others.removeFirst();
            }
        }
        others.forEach(other -> lockedOutSince =
                !Lockout.of(other.ruleset) ? null : lockedOutSince == null ? other.at : lockedOutSince);
    }

    private record Since(RulesetSnapshot ruleset, Instant at) {}

    /** Returns whether these are other rules than those before. Rules that are found there, as behind a gap, are nobody's try. */
    private boolean became(RulesetSnapshot ruleset, Instant at) {
        String now =
                PASSING.matcher(ruleset.iptablesSave() + ruleset.nftRuleset()).replaceAll("");
        boolean known = inForce != null;
        boolean other = !now.equals(inForce);
        inForce = now;
        if (known && other) {
            tried(at);
        }
        return other;
    }

    private void tried(Instant at) {
        lastActAt = at;
        tries.addLast(at);
        if (tries.size() > MOST_TRIES) {
            tries.removeFirst();
        }
    }

    /** When the learner did something last; {@code null} if they never did. */
    public @Nullable Instant lastActAt() {
        return lastActAt;
    }

    /** Since when the rules let no answer in; {@code null} while they do. */
    public @Nullable Instant lockedOutSince() {
        return lockedOutSince;
    }

    /** How often they changed rules or answered after a time, up to {@link #MOST_TRIES}. */
    public int triesSince(Instant time) {
        return (int) tries.stream().filter(at -> at.isAfter(time)).count();
    }

    /** When they first did so after a time; {@code null} if they did not. */
    public @Nullable Instant firstTrySince(Instant time) {
        return tries.stream().filter(at -> at.isAfter(time)).findFirst().orElse(null);
    }
}
