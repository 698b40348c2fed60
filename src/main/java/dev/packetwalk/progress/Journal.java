package dev.packetwalk.progress;

import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.sandbox.JournalEvent;
import dev.packetwalk.sandbox.RulesetSnapshot;
import dev.packetwalk.sandbox.SandboxId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The journal of one sandbox, complete in memory up to its bounds; {@link Journals} writes it down behind the scenes. What the
 * bounds cost is a {@link JournalEvent.Gap} with the rules in force behind it. Safe for use by many threads.
 */
public final class Journal {
    /** Entries kept; past them the oldest quarter goes. */
    static final int MOST_ENTRIES = 3_000;

    /** Characters of text kept, all entries together. */
    static final int MOST_TEXT = 2 << 20;

    /** A longer ruleset is not kept: nobody writes one to learn, and no check goes through it. */
    static final int LONGEST_RULESET = 128 << 10;

    /** Flows taken at once; a fiftieth of a second later there is room for one more. */
    static final int FLOWS_AT_ONCE = 300;

    private static final Duration EACH_FLOW = Duration.ofMillis(20);
    /** While more flows come than are kept, a gap stands for so long a time. */
    private static final Duration SHORTEST_FLOW_GAP = Duration.ofSeconds(5);

    private static final int WEIGHT_OF_AN_ENTRY = 64;

    private final SandboxId sandbox;
    private final UUID learner;
    private final Runnable changed;
    private List<JournalEntry> entries;
    private long weight;
    private long last;
    /** Everything up to this number is written down. */
    private long written;
    /** Everything up to this number is to be forgotten, but for what begins the journal now. */
    private long forgotten = -1;

    /** Null at the beginning and behind a gap: not known. */
    private @Nullable RulesetSnapshot inForce;

    private Instant flowRoomFrom = Instant.MIN;
    private @Nullable Instant flowsLostUntil;

    /**
     * @param kept what was written down earlier
     * @param changed called after each entry
     */
    Journal(SandboxId sandbox, UUID learner, List<JournalEntry> kept, Runnable changed) {
        this.sandbox = sandbox;
        this.learner = learner;
        this.changed = changed;
        this.entries = new ArrayList<>(kept);
        this.last = kept.isEmpty() ? 0 : kept.getLast().number();
        this.written = last;
        kept.forEach(this::weigh);
    }

    /** Whose journal it is. */
    public SandboxId sandbox() {
        return sandbox;
    }

    /** Whose sandbox that is. */
    UUID learner() {
        return learner;
    }

    /** The entries, oldest first; later ones are not added to this list. */
    public synchronized List<JournalEntry> entries() {
        return List.copyOf(entries);
    }

    /** The entries behind a number, oldest first: what is new to who has seen the others. */
    public synchronized List<JournalEntry> after(long number) {
        int from = entries.size();
        while (from > 0 && entries.get(from - 1).number() > number) {
            from--;
        }
        return List.copyOf(entries.subList(from, entries.size()));
    }

    /** Adds what happened now. A second gap before any rules adds nothing. */
    public void append(Instant at, JournalEvent event) {
        synchronized (this) {
            switch (event) {
                case JournalEvent.FlowChanged flow -> addFlow(at, flow);
                case JournalEvent.RulesetBecame became -> addRuleset(at, became);
                case JournalEvent.Gap gap -> addGap(at, gap);
                case JournalEvent.Probed _,
                        JournalEvent.FileBecame _,
                        JournalEvent.Answered _,
                        JournalEvent.LineEntered _ -> add(at, event);
            }
            trim();
        }
        changed.run();
    }

    /** Whether the rules in force are to be added next: at the beginning, and behind a gap. */
    public synchronized boolean wantsRuleset() {
        return inForce == null;
    }

    private void addRuleset(Instant at, JournalEvent.RulesetBecame became) {
        RulesetSnapshot ruleset = became.ruleset();
        if (ruleset.iptablesSave().length() + ruleset.nftRuleset().length() > LONGEST_RULESET) {
            addGap(at, new JournalEvent.Gap());
        } else {
            add(at, became);
        }
    }

    private void addGap(Instant at, JournalEvent.Gap gap) {
        if (entries.isEmpty() || inForce != null) {
            add(at, gap);
        }
    }

    private void addFlow(Instant at, JournalEvent.FlowChanged flow) {
        if (flowsLostUntil != null && at.isBefore(flowsLostUntil)) {
            return;
        }
        if (flowsLostUntil != null) {
            flowsLostUntil = null;
            RulesetSnapshot ruleset = inForce;
            addGap(at, new JournalEvent.Gap());
            if (ruleset != null) {
                add(at, new JournalEvent.RulesetBecame(ruleset, ""));
            }
        }
        Instant earliest = at.minus(EACH_FLOW.multipliedBy(FLOWS_AT_ONCE));
        flowRoomFrom = (flowRoomFrom.isBefore(earliest) ? earliest : flowRoomFrom).plus(EACH_FLOW);
        if (flowRoomFrom.isAfter(at)) {
            flowsLostUntil = at.plus(SHORTEST_FLOW_GAP);
        } else {
            add(at, flow);
        }
    }

    private void add(Instant at, JournalEvent event) {
        JournalEntry entry = new JournalEntry(++last, at.truncatedTo(ChronoUnit.MILLIS), event);
        entries.add(entry);
        weigh(entry);
    }

    private void weigh(JournalEntry entry) {
        weight += weight(entry);
        if (entry.event() instanceof JournalEvent.RulesetBecame became) {
            inForce = became.ruleset();
        } else if (entry.event() instanceof JournalEvent.Gap) {
            inForce = null;
        }
    }

    /** The oldest go; a gap and the rules that were in force then take the place of the last two of them. */
    private void trim() {
        if (entries.size() <= MOST_ENTRIES && weight <= MOST_TEXT) {
            return;
        }
        int dropped = 0;
        RulesetSnapshot then = null;
        while (dropped < entries.size() - 1
                && (dropped < 2 || entries.size() - dropped > MOST_ENTRIES / 4 * 3 || weight > MOST_TEXT / 4 * 3)) {
            JournalEntry entry = entries.get(dropped++);
            weight -= weight(entry);
            if (entry.event() instanceof JournalEvent.RulesetBecame became) {
                then = became.ruleset();
            }
        }
        JournalEntry gap = entries.get(dropped - 2);
        JournalEntry end = entries.get(dropped - 1);
        List<JournalEntry> kept = new ArrayList<>();
        kept.add(new JournalEntry(gap.number(), end.at(), new JournalEvent.Gap()));
        if (then != null) {
            kept.add(new JournalEntry(end.number(), end.at(), new JournalEvent.RulesetBecame(then, "")));
        }
        kept.forEach(entry -> weight += weight(entry));
        kept.addAll(entries.subList(dropped, entries.size()));
        entries = kept;
        forgotten = end.number();
    }

    /** What an entry takes of {@link #MOST_TEXT}. */
    static int weight(JournalEntry entry) {
        return WEIGHT_OF_AN_ENTRY
                + switch (entry.event()) {
                    case JournalEvent.RulesetBecame(RulesetSnapshot ruleset, String program) ->
                        ruleset.iptablesSave().length() + ruleset.nftRuleset().length() + program.length();
                    case JournalEvent.FlowChanged flow -> flow.line().length();
                    case JournalEvent.Probed _, JournalEvent.LineEntered _, JournalEvent.Gap _ -> 0;
                    case JournalEvent.FileBecame file ->
                        file.path().length()
                                + file.content().map(String::length).orElse(0);
                    case JournalEvent.Answered answered ->
                        answered.flows().length()
                                + answered.answers().values().stream()
                                        .mapToInt(String::length)
                                        .sum();
                };
    }

    /**
     * What is to be written down.
     *
     * @param forget entries up to this number go; -1 for none
     * @param add new entries, and those that begin the journal now
     */
    record Unwritten(long forget, List<JournalEntry> add) {}

    synchronized Unwritten unwritten() {
        List<JournalEntry> add = entries.stream()
                .filter(entry -> entry.number() > written || entry.number() <= forgotten)
                .toList();
        return new Unwritten(forgotten, add);
    }

    synchronized void writtenDown(Unwritten done) {
        if (forgotten == done.forget()) {
            forgotten = -1;
        }
        if (!done.add().isEmpty()) {
            written = Math.max(written, done.add().getLast().number());
        }
    }
}
