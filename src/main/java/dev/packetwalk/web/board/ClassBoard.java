package dev.packetwalk.web.board;

import dev.packetwalk.progress.classes.ClassProgress;
import dev.packetwalk.progress.classes.ClassProgress.Member;
import dev.packetwalk.progress.classes.ClassProgress.Tried;
import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.web.LearnerNews;
import dev.packetwalk.web.LiveGrades;
import io.quarkus.logging.Log;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The live board of one class, while somebody looks at it. What happens on this server is on it within a fraction of a second;
 * what happens elsewhere, or without a machine, within {@link #LOOK_SECONDS}. One thread of its own does all of it.
 */
final class ClassBoard implements AutoCloseable {
    /** How often the database is asked. */
    private static final long LOOK_SECONDS = 4;

    private static final long TOGETHER_MILLIS = 150;
    private static final long TICK_MILLIS = 1_000;

    private final UUID taught;
    private final ClassProgress progress;
    private final LiveGrades live;
    private final Sandboxes sandboxes;
    private final InstantSource clock;
    private final BoardModel model;
    private final Queue<LearnerNews> heard = new ConcurrentLinkedQueue<>();
    private final Semaphore news = new Semaphore(0);
    private final AtomicBoolean lookAgain = new AtomicBoolean();
    private final List<Consumer<Snapshot>> listeners = new CopyOnWriteArrayList<>();
    private final Keeper.Subscription subscription;
    private final Thread worker;
    private volatile Snapshot latest;
    private volatile long wantedAt = System.nanoTime();
    private volatile boolean closed;

    /** Reads all there is; afterwards only what is new. Takes a while for a large class. */
    ClassBoard(
            UUID taught,
            BoardModel model,
            ClassProgress progress,
            LiveGrades live,
            Sandboxes sandboxes,
            InstantSource clock) {
        this.taught = taught;
        this.model = model;
        this.progress = progress;
        this.live = live;
        this.sandboxes = sandboxes;
        this.clock = clock;
        this.subscription = live.followAll(this::heard);
        look();
        readOn();
        this.latest = model.snapshot(clock.instant());
        this.worker = Thread.ofVirtual().name("board-" + taught).start(this::keepLooking);
    }

    /** The class as it was known a moment ago. */
    Snapshot latest() {
        wantedAt = System.nanoTime();
        return latest;
    }

    /** Tells the class as it is, and from now on each time that something is different. Listeners must not block. */
    Keeper.Subscription follow(Consumer<Snapshot> listener) {
        listeners.add(listener);
        listener.accept(latest());
        return () -> {
            listeners.remove(listener);
            wantedAt = System.nanoTime();
        };
    }

    /** Something was written that is not heard of otherwise. */
    void lookSoon() {
        lookAgain.set(true);
        news.release();
    }

    /** Whether nobody has looked at it for so long. */
    boolean unwantedFor(long nanos) {
        return listeners.isEmpty() && System.nanoTime() - wantedAt > nanos;
    }

    private void heard(LearnerNews about) {
        heard.add(about);
        news.release();
    }

    private void keepLooking() {
        long looked = System.nanoTime();
        while (!closed) {
            try {
                if (news.tryAcquire(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                    Thread.sleep(TOGETHER_MILLIS);
                    news.drainPermits();
                }
                if (lookAgain.getAndSet(false) || System.nanoTime() - looked > TimeUnit.SECONDS.toNanos(LOOK_SECONDS)) {
                    look();
                    looked = System.nanoTime();
                }
                for (LearnerNews about = heard.poll(); about != null; about = heard.poll()) {
                    model.heard(about.lease(), about.attempt());
                }
                readOn();
                tell(model.snapshot(clock.instant()));
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // The next tick tries again; what is shown meanwhile is what was known.
                Log.warnf(e, "the board of class %s could not be renewed", taught);
            }
        }
    }

    private void look() {
        List<Member> members = progress.members(taught);
        List<Tried> tried = progress.tried(taught);
        model.members(members);
        model.tried(
                tried, progress.grades(model.unknownGrades(tried)), progress.history(model.unknownHistories(tried)));
        model.machines(sandboxes.leases());
        model.queue(sandboxes.classes().waiting(taught));
    }

    private void readOn() {
        model.readOn(this::journal);
    }

    private List<JournalEntry> journal(Lease lease, long after) {
        try {
            return live.journalAfter(lease, after);
        } catch (IllegalArgumentException _) {
            return new ArrayList<>(); // it has ended since; the next look knows
        }
    }

    private void tell(Snapshot now) {
        if (now.equals(latest)) {
            return;
        }
        latest = now;
        for (Consumer<Snapshot> listener : listeners) {
            try {
                listener.accept(now);
            } catch (RuntimeException e) {
                // One page that has gone away must not keep the others from hearing.
                Log.debugf(e, "a board could not be told");
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        subscription.close();
        worker.interrupt();
    }
}
