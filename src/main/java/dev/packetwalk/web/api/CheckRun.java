package dev.packetwalk.web.api;

import dev.packetwalk.progress.Attempt;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One grading of an attempt that a program has asked for. It goes on by itself; whoever waits for it may leave. */
final class CheckRun {
    /** How far it is. States only move forward. */
    enum State {
        RUNNING,
        /** The last grade is final. */
        SETTLED,
        /** The sandbox did not answer, or did not come to rest in time. */
        FAILED
    }

    /**
     * What is known at a moment.
     *
     * @param number grows with each
     * @param grade the newest; {@code null} before the first
     */
    record Moment(int number, State state, @Nullable GradeView grade) {}

    /** A run has few: at most one for each round of probes. */
    private static final int MOST_MOMENTS = 100;

    private final UUID id = UUID.randomUUID();
    private final Attempt attempt;
    private final boolean live;
    private final Instant startedAt;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Moment> moments = new ArrayDeque<>();

    /** @param live whether the sandbox is asked, and not only what was kept of it */
    CheckRun(Attempt attempt, boolean live, Instant startedAt) {
        this.attempt = attempt;
        this.live = live;
        this.startedAt = startedAt;
        this.moments.add(new Moment(0, State.RUNNING, null));
    }

    UUID id() {
        return id;
    }

    Attempt attempt() {
        return attempt;
    }

    boolean live() {
        return live;
    }

    Instant startedAt() {
        return startedAt;
    }

    Moment now() {
        lock.lock();
        try {
            return moments.getLast();
        } finally {
            lock.unlock();
        }
    }

    /** A grade has come; ignored behind the end. */
    void graded(GradeView grade, boolean settled) {
        next(settled ? State.SETTLED : State.RUNNING, grade);
    }

    /** Nothing more comes; ignored behind the end. */
    void failed() {
        next(State.FAILED, now().grade());
    }

    private void next(State state, @Nullable GradeView grade) {
        lock.lock();
        try {
            Moment before = moments.getLast();
            if (before.state() != State.RUNNING) {
                return;
            }
            moments.add(new Moment(before.number() + 1, state, grade));
            if (moments.size() > MOST_MOMENTS) {
                moments.removeFirst();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the end, for so long at most; returns what is known then. */
    Moment await(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (moments.getLast().state() == State.RUNNING && left > 0) {
                left = changed.awaitNanos(left);
            }
            return moments.getLast();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Tells of every moment behind a number, up to the end or for so long at most.
     *
     * @param each returns at once, or as slowly as whoever listens
     */
    void follow(int after, long nanos, Consumer<Moment> each) throws InterruptedException {
        long until = System.nanoTime() + nanos;
        int told = after;
        State state = State.RUNNING;
        while (state == State.RUNNING) {
            List<Moment> news = newsBehind(told, until - System.nanoTime());
            if (news.isEmpty()) {
                return;
            }
            for (Moment moment : news) {
                each.accept(moment);
                told = moment.number();
                state = moment.state();
            }
        }
    }

    private List<Moment> newsBehind(int told, long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (moments.getLast().number() <= told && left > 0) {
                left = changed.awaitNanos(left);
            }
            return moments.stream().filter(moment -> moment.number() > told).toList();
        } finally {
            lock.unlock();
        }
    }
}
