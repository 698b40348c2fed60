package dev.packetwalk.web.terminal;

import dev.packetwalk.sandbox.TerminalSize;
import dev.packetwalk.sandbox.TerminalStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One terminal: its shell on one side, any number of viewers on the other. What the shell prints goes into a ring of recent
 * output, and from there to each viewer at its own speed; one that lags beyond the ring is shown the ring afresh. Reading goes on
 * without viewers, at a pace that a program cannot drive up.
 *
 * <p>Two virtual threads belong to it, a reader and a writer, until it is closed or ended. Safe for use by many threads.
 */
final class TerminalHub implements AutoCloseable, ShellReader.Listener, TerminalInput.Destination {
    /** What a program that was cut short may have left set: soft reset, mouse, focus, bracketed paste, colours. */
    private static final String TIDY =
            "\u001b[!p\u001b[?9l\u001b[?1000l\u001b[?1002l\u001b[?1003l\u001b[?1004l\u001b[?2004l\u001b[m";

    private final Shell shell;
    private final HubLimits limits;
    private final OutputRing ring;
    private final TerminalTap tap;
    private final TerminalInput input;
    private final Pace pace;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Viewer> viewers = new ArrayList<>();
    private final ScreenModes modes;
    private final Thread reader;
    private final Thread writer;
    private volatile @Nullable Viewer deciding;
    private TerminalSize size = TerminalSize.DEFAULT;
    private @Nullable TerminalStream stream;
    private TerminalSize attachedSize = TerminalSize.DEFAULT;
    private ToViewer.Shell.State state = ToViewer.Shell.State.SEEKING;
    private boolean stalled;
    private boolean closed;

    /** Takes the ring and the tap over: they are closed with the hub. Nothing happens before {@link #start}. */
    TerminalHub(String name, Shell shell, OutputRing ring, TerminalTap tap, HubLimits limits) {
        this.shell = shell;
        this.ring = ring;
        this.tap = tap;
        this.limits = limits;
        this.modes = ring.modesAtEnd();
        this.pace = new Pace(limits.burst(), System::nanoTime);
        this.input = new TerminalInput(limits.pendingInput(), this);
        this.reader = Thread.ofVirtual().name("terminal-out-" + name).unstarted(new ShellReader(shell, this));
        this.writer = Thread.ofVirtual().name("terminal-in-" + name).unstarted(input);
    }

    /** Attaches to the shell, at this size until a viewer says otherwise; at the size it had when none is given. */
    void start(@Nullable TerminalSize initial) {
        locked(() -> {
            size = initial == null ? ring.size() : initial;
            tap.resized(size);
        });
        reader.start();
        writer.start();
    }

    /**
     * Adds a viewer. What the ring has is shown to it first, or what it has missed when it says where it was. One too many is
     * closed.
     *
     * @param lastSeen where a viewer was whose connection broke
     */
    void join(Viewer viewer, @Nullable LastSeen lastSeen) {
        locked(() -> {
            if (closed || viewers.size() >= limits.viewers()) {
                viewer.screen().close(closed ? Closing.SERVER_STOPS : Closing.REFUSED);
                return;
            }
            viewers.add(viewer);
            if (viewer.isCompanion()) {
                viewer.screen().tell(new ToViewer.Size(size.columns(), size.rows(), false));
            } else {
                decide(viewer);
            }
            viewer.screen().tell(new ToViewer.Shell(state));
            if (lastSeen == null || !viewer.resume(ring, lastSeen.ring, lastSeen.offset)) {
                replayAll(viewer);
            }
            viewer.pump(ring, limits.window());
            progressed();
        });
    }

    /** Where a viewer was: which ring, and the offset up to which it has shown it. */
    public record LastSeen(UUID ring, long offset) {}

    /** Removes a viewer; the size is then that of the viewer who came last. */
    void leave(Viewer viewer) {
        locked(() -> {
            viewers.remove(viewer);
            if (viewer == deciding) {
                deciding = null;
                viewers.reversed().stream()
                        .filter(other -> !other.isCompanion())
                        .findFirst()
                        .ifPresent(this::decide);
            }
            progressed();
        });
    }

    /** Types bytes; the viewer's size becomes the terminal's, since that is where somebody sits. */
    void type(Viewer viewer, byte[] bytes) {
        if (viewer != deciding && !viewer.isCompanion()) {
            locked(() -> decide(viewer));
        }
        if (!input.type(bytes)) {
            locked(() -> viewer.screen().close(Closing.TOO_MUCH_INPUT));
        }
    }

    void resize(Viewer viewer, TerminalSize wanted) {
        locked(() -> {
            viewer.resize(wanted);
            decide(viewer);
        });
    }

    void acknowledge(Viewer viewer, long offset) {
        locked(() -> {
            if (viewers.contains(viewer)) {
                viewer.shown(offset);
                catchUp(viewer);
                progressed();
            }
        });
    }

    void redraw() {
        locked(() -> input.redraw());
    }

    /** Starts a new shell after one that exited. */
    void restart() {
        locked(() -> {
            if (state == ToViewer.Shell.State.EXITED) {
                became(ToViewer.Shell.State.SEEKING);
            }
        });
    }

    /** Says the same to every viewer. */
    void tell(ToViewer message) {
        locked(() -> viewers.forEach(v -> v.screen().tell(message)));
    }

    int viewers() {
        lock.lock();
        try {
            return viewers.size();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the shell with all its processes, and this. */
    void end() throws IOException {
        shell.end();
        delete(Closing.TERMINAL_ENDED);
    }

    /** Detaches; the shell and the ring live on. */
    @Override
    public void close() {
        close(Closing.SERVER_STOPS);
        ring.close();
    }

    /** Detaches, and forgets the output: the shell is gone for good. */
    void delete(Closing why) throws IOException {
        close(why);
        ring.delete();
    }

    /** Returns when the reader no longer uses the ring. */
    private void close(Closing why) {
        TerminalStream open;
        lock.lock();
        try {
            closed = true;
            open = stream;
            viewers.forEach(v -> v.screen().close(why));
            viewers.clear();
            tap.close();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        reader.interrupt();
        writer.interrupt();
        if (open != null) {
            open.close();
        }
    }

    /** Waits while the shell has exited and nobody wants a new one. */
    @Override
    public TerminalSize awaitWanted() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (closed || state == ToViewer.Shell.State.EXITED) {
                changed.await();
            }
            return size;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean attached(TerminalStream attached, TerminalSize asked) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            stream = attached;
            attachedSize = asked;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is typed before the holder has printed: until then its own terminal would echo it. */
    private void readyToType() {
        became(ToViewer.Shell.State.RUNNING);
        if (!size.equals(attachedSize)) {
            input.resize();
        }
        if (modes.alternateScreen()) {
            input.redraw();
        }
    }

    @Override
    public void printed(byte[] bytes, int offset, int length) throws InterruptedException {
        long wait = pace.spend(length, keep(bytes, offset, length));
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
        awaitViewers();
    }

    @Override
    public void detached(boolean exited) {
        locked(() -> {
            stream = null;
            if (!closed) {
                if (!exited) {
                    tap.missed();
                }
                became(exited ? ToViewer.Shell.State.EXITED : ToViewer.Shell.State.SEEKING);
            }
        });
        if (exited) {
            byte[] tidy = ((modes.alternateScreen() ? "\u001b[?1049l" : "") + TIDY).getBytes(StandardCharsets.US_ASCII);
            keep(tidy, 0, tidy.length);
        }
    }

    /** Keeps and passes on what the shell printed; returns the rate that applies now. */
    private long keep(byte[] bytes, int offset, int length) {
        lock.lock();
        try {
            if (!closed) {
                if (stream != null && state != ToViewer.Shell.State.RUNNING) {
                    readyToType();
                }
                ring.append(bytes, offset, length);
                modes.accept(bytes, offset, length);
                tap.printed(bytes, offset, length);
                for (Viewer viewer : List.copyOf(viewers)) {
                    catchUp(viewer);
                }
            }
            return viewers.isEmpty() || stalled ? limits.unwatchedRate() : limits.rate();
        } finally {
            lock.unlock();
        }
    }

    /** One that fell behind the ring begins anew, but only once it shows signs of life: what it is sent stays bounded. */
    private void catchUp(Viewer viewer) {
        if (!viewer.within(ring)) {
            if (!viewer.settled()) {
                return;
            }
            replayAll(viewer);
        }
        viewer.pump(ring, limits.window());
    }

    /** A full-screen program's screen is not in its recent output alone, so it is asked to draw it again. */
    private void replayAll(Viewer viewer) {
        viewer.replayAll(ring);
        if (modes.alternateScreen()) {
            input.redraw();
        }
    }

    /** Holds the shell back while even the quickest viewer lags, but not for long: nobody's sleep stops a program for good. */
    private void awaitViewers() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = limits.patience().toNanos();
            while (!closed && !stalled && !viewers.isEmpty() && leastLag() > ring.capacity() / 2) {
                if (left <= 0) {
                    stalled = true;
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private long leastLag() {
        return viewers.stream().mapToLong(v -> v.lag(ring)).min().orElse(0);
    }

    private void progressed() {
        stalled = false;
        changed.signalAll();
    }

    private void became(ToViewer.Shell.State next) {
        if (state != next) {
            state = next;
            viewers.forEach(v -> v.screen().tell(new ToViewer.Shell(next)));
        }
        changed.signalAll();
    }

    /** The viewer's size becomes the terminal's. */
    private void decide(Viewer viewer) {
        if (viewer.isCompanion() || !viewers.contains(viewer)) {
            return;
        }
        boolean sizeChanges = !size.equals(viewer.size());
        if (viewer == deciding && !sizeChanges) {
            return;
        }
        deciding = viewer;
        size = viewer.size();
        ring.keepSize(size);
        for (Viewer each : viewers) {
            each.screen().tell(new ToViewer.Size(size.columns(), size.rows(), each == viewer));
        }
        if (sizeChanges) {
            tap.resized(size);
            input.resize();
        }
    }

    @Override
    public @Nullable TerminalStream stream() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && state == ToViewer.Shell.State.SEEKING) {
                changed.await();
            }
            return stream;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public TerminalSize size() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }
}
