package dev.packetwalk.web;

import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.grading.Evidence;
import dev.packetwalk.grading.Grade;
import dev.packetwalk.grading.Grader;
import dev.packetwalk.grading.Probes;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.Journal;
import dev.packetwalk.sandbox.Crowd;
import dev.packetwalk.sandbox.JournalEvent;
import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.KeeperEvent;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.RulesetSnapshot;
import dev.packetwalk.web.GradeReceiver.Graded;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Watches one sandbox through its keeper: writes its journal, and grades when something has changed. One thread of its own reads
 * the rules and grades; changes that come in meanwhile are looked at together, afterwards.
 */
final class SandboxWatch implements AutoCloseable {
    /** Time passes for some checks although nothing happens. */
    private static final long LOOK_AROUND_MILLIS = 5_000;

    /** A box that changes its rules without end is looked at 20 times at once, and five times a second after that. */
    private static final int LOOKS_AT_ONCE = 20;

    private static final long AFTER_FAILURE_MILLIS = 2_000;

    private static final long EACH_LOOK_NANOS = 200_000_000;

    /** What a look may take four times of before that counts: mostly it waits for probes. */
    private static final long MOST_FREE_NANOS = 1_000_000_000;

    /** Flows come in bursts. */
    private static final long JOURNAL_PAUSE_MILLIS = 100;

    private static final long LINE_PAUSE_MILLIS = 1_000;
    private static final long PROGRAM_LIMIT_MILLIS = 30;
    private static final int LONGEST_FLOWS = 128 << 10;

    private final Keeper keeper;
    private final Journal journal;
    private final InstantSource clock;
    private final Map<ExerciseKey, Exercise> exercises;
    private final GradeReceiver grades;
    private final Crowd crowd;
    private final FileWatch files;
    private final WatchMailbox mailbox = new WatchMailbox();
    private final ProbeRound probes;
    private final ReentrantLock grading = new ReentrantLock();
    /** Held while grades are written down, which the end of the watch does not interrupt. */
    private final ReentrantLock keeping = new ReentrantLock();

    private final Keeper.Subscription subscription;
    private final AtomicReference<Instant> lastLine = new AtomicReference<>(Instant.MIN);
    private final Thread worker;
    private volatile boolean closed;
    private volatile boolean looked;
    /** Whether a look came to nothing, and is to be repeated although nothing changes. */
    private boolean failed;

    private long recorded = -1;
    private long looksFrom = System.nanoTime() - LOOKS_AT_ONCE * EACH_LOOK_NANOS;

    /** Makes the watch over the files that the exercises name. */
    interface FileWatching {
        /**
         * Begins to watch.
         *
         * @param changed to be called when the journal has a new entry
         */
        FileWatch begin(Runnable changed);
    }

    /**
     * Watches from now on; the first thing in the journal is the rules in force, and they are graded at once.
     *
     * @param crowd who goes before that
     */
    SandboxWatch(
            Keeper keeper,
            Journal journal,
            InstantSource clock,
            Map<ExerciseKey, Exercise> exercises,
            FileWatching files,
            GradeReceiver grades,
            Crowd crowd) {
        this.keeper = keeper;
        this.journal = journal;
        this.clock = clock;
        this.exercises = new LinkedHashMap<>(exercises);
        this.grades = grades;
        this.crowd = crowd;
        this.probes = new ProbeRound(keeper, journal, clock);
        this.files = files.begin(mailbox::journalGrew);
        this.subscription = keeper.listen(this::heard);
        this.worker = Thread.ofVirtual().name("sandbox-watch").start(this::keepLooking);
    }

    private void heard(KeeperEvent event) {
        switch (event) {
            case KeeperEvent.RulesetChanged(long generation, String program) -> {
                mailbox.rulesChanged(generation, program);
                probes.superseded(generation);
                files.soon();
            }
            case KeeperEvent.FlowChanged(JournalEvent.FlowChange change, String line) ->
                add(new JournalEvent.FlowChanged(change, line));
            case KeeperEvent.Gap _ -> {
                journal.append(clock.instant(), new JournalEvent.Gap());
                mailbox.lookAgain();
            }
            case KeeperEvent.Lost _ -> closed = true;
        }
    }

    private void add(JournalEvent event) {
        journal.append(clock.instant(), event);
        mailbox.journalGrew();
    }

    /** The learner sent a line to a shell; noted once a second. Does not block. */
    void lineEntered() {
        files.soon();
        Instant now = clock.instant();
        Instant before = lastLine.get();
        if (!now.minusMillis(LINE_PAUSE_MILLIS).isBefore(before) && lastLine.compareAndSet(before, now)) {
            add(new JournalEvent.LineEntered());
        }
    }

    /** Whether it has been looked at for the first time; if not, it soon will be. */
    boolean hasLooked() {
        return looked;
    }

    /** Grades again although nothing is known to have changed. */
    void lookAgain() {
        mailbox.lookAgain();
    }

    private void keepLooking() {
        while (!closed) {
            try {
                if (!looked) {
                    crowd.awaitCalm();
                }
                WatchMailbox.Due due =
                        mailbox.take(failed ? AFTER_FAILURE_MILLIS : LOOK_AROUND_MILLIS, JOURNAL_PAUSE_MILLIS);
                if (due.rules() || failed) {
                    failed = false;
                    keepPace();
                    if (due.rules()) {
                        grades.took(GradeReceiver.Stage.WAITING, System.nanoTime() - due.sinceNanos());
                    }
                    long start = System.nanoTime();
                    try {
                        look(exercises, true);
                    } finally {
                        looked = true;
                    }
                    charge(System.nanoTime() - start);
                } else {
                    lookAtJournal();
                }
            } catch (InterruptedException e) {
                return;
            } catch (IOException e) {
                // The connection reports a gap once it is back, which looks again.
                Log.debugf("not graded, the keeper did not answer: %s", e.getMessage());
            } catch (RuntimeException e) {
                failed = true;
                Log.error("a change could not be graded, or its grade not be kept; it is tried again", e);
            }
        }
    }

    private void keepPace() throws InterruptedException {
        long now = System.nanoTime();
        looksFrom = Math.max(looksFrom, now - LOOKS_AT_ONCE * EACH_LOOK_NANOS) + EACH_LOOK_NANOS;
        if (looksFrom > now) {
            Thread.sleep((looksFrom - now) / 1_000_000);
        }
    }

    /** Rules that take long to judge are looked at less often: another look of the kind has to wait four times as long. */
    private void charge(long tookNanos) {
        looksFrom += Math.max(0, 4 * tookNanos - MOST_FREE_NANOS);
    }

    /** Flows, files, lines and answers matter only to checks that read the journal. */
    private void lookAtJournal() throws IOException, InterruptedException {
        Map<ExerciseKey, Exercise> readers = new LinkedHashMap<>(exercises);
        readers.entrySet().removeIf(reader -> !reader.getValue().looksBack() || !grades.wanted(reader.getKey()));
        if (!readers.isEmpty()) {
            look(readers, false);
        }
    }

    /**
     * Grades an exercise now, from fresh evidence. Tells of a first grade by the model alone where probes take their time.
     *
     * @throws IOException if the keeper does not answer
     * @throws IllegalArgumentException if the exercise is not graded in this sandbox
     */
    void grade(ExerciseKey key) throws IOException, InterruptedException {
        Exercise exercise = exercises.get(key);
        if (exercise == null) {
            throw new IllegalArgumentException(key + " is not graded here");
        }
        look(Map.of(key, exercise), true);
    }

    /**
     * Writes an answer into the journal, with the flows that there are at this moment and behind the rules with their counters of
     * this moment, and grades at once.
     *
     * @throws IOException if the keeper does not answer; the answer is in the journal all the same
     */
    void answer(ExerciseKey key, String check, Map<String, String> answers) throws IOException, InterruptedException {
        grading.lockInterruptibly();
        try {
            recordAgain();
            String flows = flowsAtThisMoment();
            journal.append(clock.instant(), new JournalEvent.Answered(key.exercise(), check, answers, flows));
        } finally {
            grading.unlock();
        }
        grade(key);
    }

    private void recordAgain() throws InterruptedException {
        try {
            RulesetSnapshot ruleset = keeper.ruleset();
            if (!record(ruleset)) {
                journal.append(clock.instant(), new JournalEvent.RulesetBecame(ruleset, ""));
            }
        } catch (IOException e) {
            Log.debugf("an answer without rules: %s", e.getMessage());
        }
    }

    /** Whole lines, as many as are kept; none if the keeper does not answer. */
    private String flowsAtThisMoment() {
        try {
            String flows = keeper.flows();
            return flows.length() <= LONGEST_FLOWS
                    ? flows
                    : flows.substring(0, flows.lastIndexOf('\n', LONGEST_FLOWS) + 1);
        } catch (IOException e) {
            Log.debugf("an answer without flows: %s", e.getMessage());
            return "";
        }
    }

    /** @param afresh whether rules that have not changed are read again, and probes are sent again that were answered under them */
    private void look(Map<ExerciseKey, Exercise> those, boolean afresh) throws IOException, InterruptedException {
        Map<ExerciseKey, Graded> settled = new LinkedHashMap<>();
        grading.lockInterruptibly();
        try {
            lookAndTell(those, afresh, settled);
        } finally {
            try {
                keep(settled);
            } finally {
                grading.unlock();
            }
        }
    }

    private void lookAndTell(Map<ExerciseKey, Exercise> those, boolean afresh, Map<ExerciseKey, Graded> settled)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        RulesetSnapshot ruleset = afresh ? keeper.ruleset() : keeper.rulesInForce();
        record(ruleset);
        start = took(GradeReceiver.Stage.RULES, start);
        if (afresh) {
            probes.forget();
        }
        Map<ExerciseKey, Exercise> open = new LinkedHashMap<>(those);
        open.keySet().removeIf(key -> !grades.wanted(key));
        tell(open, ruleset, false, settled);
        start = took(GradeReceiver.Stage.TELLING, start);
        if (open.isEmpty() || !mailbox.isNewest(ruleset.generation())) {
            return;
        }
        probes.send(needed(open, ruleset), ruleset);
        if (!probes.awaitFirst()) {
            tell(open, ruleset, false, settled);
            probes.awaitAll();
        }
        boolean last = mailbox.isNewest(ruleset.generation()) && !probes.sawOtherRules(ruleset);
        tell(open, ruleset, last, settled);
        took(GradeReceiver.Stage.PROBES, start);
    }

    private List<Probe> needed(Map<ExerciseKey, Exercise> open, RulesetSnapshot ruleset) {
        Set<Probe> answered = probes.answers(ruleset).keySet();
        return open.values().stream()
                .flatMap(exercise -> Probes.of(exercise).stream())
                .distinct()
                .filter(probe -> !answered.contains(probe))
                .toList();
    }

    private void keep(Map<ExerciseKey, Graded> settled) {
        if (settled.isEmpty()) {
            return;
        }
        keeping.lock();
        try {
            long start = System.nanoTime();
            settled.forEach(grades::keep);
            took(GradeReceiver.Stage.KEEPING, start);
        } finally {
            keeping.unlock();
        }
    }

    /** Notes that a stage which began then is over; returns when the next one begins. */
    private long took(GradeReceiver.Stage stage, long start) {
        long now = System.nanoTime();
        grades.took(stage, now - start);
        return now;
    }

    /** A generation is written down once, and again behind a gap; returns whether it was now. */
    private boolean record(RulesetSnapshot ruleset) throws InterruptedException {
        boolean snapshot = journal.wantsRuleset();
        boolean known = ruleset.generation() == recorded;
        if (known && !snapshot) {
            return false;
        }
        String program = known ? "" : mailbox.program(ruleset.generation(), snapshot ? 0 : PROGRAM_LIMIT_MILLIS);
        recorded = ruleset.generation();
        journal.append(clock.instant(), new JournalEvent.RulesetBecame(ruleset, program));
        return true;
    }

    /**
     * Grades and tells; what is settled by that is not open any more.
     *
     * @param last whether no probe is under way, and the rules are still those
     */
    private void tell(
            Map<ExerciseKey, Exercise> open, RulesetSnapshot ruleset, boolean last, Map<ExerciseKey, Graded> settled) {
        Map<Probe, Evidence.Answered> answers = probes.answers(ruleset);
        // What is told is to be the same as what is read from the database later.
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Evidence evidence =
                new Evidence(Optional.of(ruleset), answers, journal.entries(), Optional.empty(), Optional.of(at));
        open.forEach((key, exercise) -> {
            Grade grade = Grader.grade(exercise, evidence);
            boolean isSettled = last
                    || (grade.results().stream().noneMatch(SandboxWatch::isWaiting)
                            && answers.keySet().containsAll(Probes.always(exercise)));
            Graded graded = new Graded(grade, ruleset, evidence.journal(), at, isSettled);
            grades.tell(key, graded);
            if (isSettled) {
                settled.put(key, graded);
            }
        });
        open.keySet().removeAll(settled.keySet());
    }

    private static boolean isWaiting(CheckResult result) {
        return result.state() == CheckResult.State.WAITING;
    }

    @Override
    public void close() {
        closed = true;
        subscription.close();
        files.close();
        keeping.lock();
        try {
            worker.interrupt();
        } finally {
            keeping.unlock();
        }
        probes.close();
    }
}
