package dev.packetwalk.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What a {@link SandboxWatch} has heard of and not looked at yet. Putting something in waits for nobody. */
final class WatchMailbox {
    private static final int PROGRAMS_KEPT = 64;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Long, String> programs = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
            return size() > PROGRAMS_KEPT;
        }
    };
    private boolean rules = true;
    private boolean journal;
    /** The newest generation that was heard of; 0 before the first. */
    private long newest;
    /** When the first change came that nobody has taken out yet, by {@link System#nanoTime}. */
    private long rulesSince = System.nanoTime();

    /**
     * What there is to do.
     *
     * @param rules whether to read them again; otherwise only the journal has grown, or nothing has happened
     * @param sinceNanos if so, since when, by {@link System#nanoTime}
     */
    record Due(boolean rules, long sinceNanos) {}

    void rulesChanged(long generation, String program) {
        lock.lock();
        try {
            programs.put(generation, program);
            newest = Math.max(newest, generation);
            readRules();
        } finally {
            lock.unlock();
        }
    }

    private void readRules() {
        if (!rules) {
            rules = true;
            rulesSince = System.nanoTime();
        }
        changed.signalAll();
    }

    void lookAgain() {
        lock.lock();
        try {
            readRules();
        } finally {
            lock.unlock();
        }
    }

    void journalGrew() {
        lock.lock();
        try {
            journal = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether these rules were in force when something was heard last. */
    boolean isNewest(long generation) {
        lock.lock();
        try {
            return newest <= generation;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until there is something to do, or this time has passed; takes it out. A journal that has grown is left alone for a
     * moment, because it grows in bursts; rules are not.
     */
    Due take(long limitMillis, long burstMillis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            await(limitMillis, true);
            if (!rules && journal) {
                await(burstMillis, false);
            }
            Due due = new Due(rules, rulesSince);
            rules = false;
            journal = false;
            return due;
        } finally {
            lock.unlock();
        }
    }

    private void await(long limitMillis, boolean orJournal) throws InterruptedException {
        long nanos = TimeUnit.MILLISECONDS.toNanos(limitMillis);
        while (!rules && !(orJournal && journal) && nanos > 0) {
            nanos = changed.awaitNanos(nanos);
        }
    }

    /**
     * The program that made a generation, or an empty text. The keeper tells of it before it hands out its rules, but on another
     * thread: waits this long at most.
     */
    String program(long generation, long limitMillis) throws InterruptedException {
        long nanos = TimeUnit.MILLISECONDS.toNanos(limitMillis);
        lock.lockInterruptibly();
        try {
            while (!programs.containsKey(generation) && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return programs.getOrDefault(generation, "");
        } finally {
            lock.unlock();
        }
    }
}
