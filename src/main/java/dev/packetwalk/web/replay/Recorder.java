package dev.packetwalk.web.replay;

import dev.packetwalk.progress.recording.RecordingWish;
import dev.packetwalk.progress.recording.RecordingWishes;
import dev.packetwalk.progress.recording.RecordingWriter;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.web.terminal.TerminalTap;
import dev.packetwalk.web.terminal.TerminalTaps;
import io.quarkus.logging.Log;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Records what terminals show, where their learners agreed. Terminals never wait for it: one thread of its own writes down together what
 * all of them showed within half a second, and asks every few seconds what learners wish. A server that is killed loses that half second,
 * and the next one records a gap.
 */
@Singleton
public final class Recorder implements TerminalTaps, AutoCloseable {
    private static final long TOGETHER_MILLIS = 500;
    private static final long ASK_AGAIN_MILLIS = 5_000;
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 2_000;

    private final RecordingWishes wishes;
    private final RecordingWriter writer;
    private final InstantSource clock;
    private final Map<SandboxId, RecordedMachine> machines = new ConcurrentHashMap<>();
    private final Semaphore heard = new Semaphore(0);
    private final ReentrantLock writing = new ReentrantLock();
    private @Nullable Thread worker;
    private long askedAt;

    @Inject
    public Recorder(RecordingWishes wishes, RecordingWriter writer) {
        this(wishes, writer, InstantSource.system());
    }

    Recorder(RecordingWishes wishes, RecordingWriter writer, InstantSource clock) {
        this.wishes = wishes;
        this.writer = writer;
        this.clock = clock;
        this.askedAt = System.nanoTime();
    }

    @Override
    public TerminalTap of(SandboxId sandbox, TerminalName terminal) {
        startWorking();
        TerminalTap tap = machines.computeIfAbsent(sandbox, id -> new RecordedMachine(id, writer))
                .open(terminal, clock, heard::release);
        heard.release();
        return tap;
    }

    /** Obeys at once what learners have just said, and writes down what was heard by now. */
    public void obey() {
        pass(true);
    }

    /** Writes down what was heard by now. */
    void flush() {
        pass(false);
    }

    private void pass(boolean ask) {
        writing.lock();
        try {
            if (ask || machines.values().stream().anyMatch(machine -> !machine.isDecided())) {
                askWishes();
            }
            machines.values().forEach(RecordedMachine::write);
        } finally {
            writing.unlock();
        }
    }

    private void askWishes() {
        askedAt = System.nanoTime();
        List<SandboxId> asked = List.copyOf(machines.keySet());
        Map<SandboxId, RecordingWish> now = wishes.of(asked);
        for (SandboxId sandbox : asked) {
            RecordedMachine machine = machines.get(sandbox);
            RecordingWish wish = now.get(sandbox);
            if (machine != null && wish != null) {
                machine.wish(wish);
            } else if (machine != null) {
                machine.over();
                machines.remove(sandbox);
            }
        }
    }

    private synchronized void startWorking() {
        if (worker == null) {
            worker = Thread.ofVirtual().name("recorder").start(this::keepWorking);
        }
    }

    private void keepWorking() {
        try {
            while (true) {
                if (machines.isEmpty()) {
                    heard.acquire();
                } else if (heard.tryAcquire(ASK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                    Thread.sleep(TOGETHER_MILLIS);
                }
                heard.drainPermits();
                try {
                    pass(System.nanoTime() - askedAt >= TimeUnit.MILLISECONDS.toNanos(ASK_AGAIN_MILLIS));
                } catch (RuntimeException e) {
                    Log.warn("what terminals showed could not be recorded; it is tried again", e);
                    heard.release();
                    Thread.sleep(PAUSE_AFTER_FAILURE_MILLIS);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes down what is left. What goes on is gone on with by the next server. */
    @Override
    @PreDestroy
    public void close() {
        Thread running;
        synchronized (this) {
            running = worker;
            worker = null;
        }
        if (running != null) {
            running.interrupt();
        }
        flush();
    }
}
