package dev.packetwalk.web.terminal;

import dev.packetwalk.sandbox.TerminalSize;
import java.util.UUID;

/**
 * One window on a terminal: how much of the output it was sent and has shown. Belongs to a {@link TerminalHub} and is only
 * touched under its lock; whoever holds one hands it back to the hub's methods.
 */
final class Viewer {
    private static final int CHUNK = 32 * 1024;

    /** A browser does not acknowledge every key, but whatever is more than this. */
    static final int UNACKNOWLEDGED = 8 * 1024;

    private final Screen screen;
    private final boolean companion;
    private TerminalSize size;
    private long sent;
    private long shown;
    private long liveFrom;
    private boolean live;

    Viewer(Screen screen, TerminalSize size) {
        this(screen, size, false);
    }

    private Viewer(Screen screen, TerminalSize size, boolean companion) {
        this.screen = screen;
        this.size = size;
        this.companion = companion;
    }

    /** Somebody who looks on: the terminal is never theirs, and keeps its size. */
    static Viewer companion(Screen screen) {
        return new Viewer(screen, TerminalSize.DEFAULT, true);
    }

    boolean isCompanion() {
        return companion;
    }

    Screen screen() {
        return screen;
    }

    TerminalSize size() {
        return size;
    }

    void resize(TerminalSize wanted) {
        size = wanted;
    }

    /** How many bytes of the ring it has not been sent. */
    long lag(OutputRing ring) {
        return ring.end() - sent;
    }

    /** Whether it has seen what came before the ring's start, or never has to. */
    boolean within(OutputRing ring) {
        return sent >= ring.start();
    }

    /** Whether it has shown what it was sent, as far as it can be expected to say so. */
    boolean settled() {
        return sent - shown <= UNACKNOWLEDGED;
    }

    /** Begins again with all that the ring has. */
    void replayAll(OutputRing ring) {
        begin(ring, ring.start(), true, ring.prelude());
    }

    /** Goes on where the browser was before its connection broke. Tells whether that is still there. */
    boolean resume(OutputRing ring, UUID id, long offset) {
        if (!ring.id().equals(id) || offset < ring.start() || offset > ring.end()) {
            return false;
        }
        begin(ring, offset, false, "");
        return true;
    }

    private void begin(OutputRing ring, long offset, boolean fresh, String prelude) {
        sent = offset;
        shown = offset;
        liveFrom = ring.end();
        live = false;
        screen.tell(new ToViewer.Replay(ring.id(), offset, liveFrom, fresh, prelude));
    }

    /** Takes an acknowledgement; one for what was never sent counts for what was. */
    void shown(long offset) {
        shown = Math.max(shown, Math.min(offset, sent));
    }

    /** Sends what the ring has and the window allows. */
    void pump(OutputRing ring, int window) {
        while (true) {
            if (!live && sent >= liveFrom) {
                live = true;
                screen.tell(new ToViewer.Live());
            }
            int length = (int) Math.min(Math.min(CHUNK, lag(ring)), window - (sent - shown));
            if (length <= 0) {
                return;
            }
            byte[] bytes = new byte[length];
            sent += ring.read(sent, bytes, length);
            screen.show(bytes);
        }
    }
}
