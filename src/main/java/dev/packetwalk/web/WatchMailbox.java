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

    /**
     * What there is to do.
     *
     * @param rules whether to read them again; otherwise only the journal has grown
     */
    record Due(boolean rules) {}

    void rulesChanged(long generation, String program) {
        lock.lock();
        try {
            programs.put(generation, program);
            rules = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void lookAgain() {
        lock.lock();
        try {
            rules = true;
            changed.signalAll();
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

    /** Waits until there is something to do, or this time has passed; takes it out. */
    Due take(long limitMillis) throws InterruptedException {
        long nanos = TimeUnit.MILLISECONDS.toNanos(limitMillis);
        lock.lockInterruptibly();
        try {
            while (!rules && !journal && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            Due due = new Due(rules);
            rules = false;
            journal = false;
            return due;
        } finally {
            lock.unlock();
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
