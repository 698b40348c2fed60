package dev.packetwalk.web.replay;

import dev.packetwalk.progress.recording.RecordedEvent.Note;
import dev.packetwalk.sandbox.TerminalSize;
import dev.packetwalk.web.terminal.TerminalTap;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one terminal showed and nobody has written down yet: a bounded number of bytes. A program that prints without end has a burst of
 * them and then a steady few, so that it does not fill a recording within seconds; what is left out leaves a note. Nobody waits here for
 * longer than it takes to copy what was printed.
 */
final class TapBuffer implements TerminalTap {
    static final int MOST_PENDING = 256 * 1024;
    static final int BURST = 512 * 1024;
    static final int BYTES_A_SECOND = 32 * 1024;

    /** Once something was left out, there must be room for so much before anything is heard again. */
    private static final int AT_LEAST = 16 * 1024;

    private static final int WEIGHT_OF_AN_ENTRY = 64;

    private final InstantSource clock;
    private final Runnable heardSomething;
    /** Asked without the lock: most terminals are not recorded. */
    private volatile boolean listening = true;

    private List<Heard> heard = new ArrayList<>();
    private int weight;
    private TerminalSize size = TerminalSize.DEFAULT;
    private TerminalSize sizeBefore = TerminalSize.DEFAULT;
    private double allowance = BURST;
    private long allowanceAt;
    private boolean leavingOut;
    private boolean closed;

    /**
     * Listens until it is told not to.
     *
     * @param heardSomething called when there is something to be taken after there was nothing; returns at once
     */
    TapBuffer(InstantSource clock, Runnable heardSomething) {
        this.clock = clock;
        this.heardSomething = heardSomething;
        this.allowanceAt = clock.millis();
    }

    /**
     * What was heard since the last time.
     *
     * @param sizeBefore the terminal's size before that
     * @param closed whether nothing will follow
     */
    record Taken(TerminalSize sizeBefore, List<Heard> heard, boolean closed) {}

    synchronized Taken take() {
        Taken taken = new Taken(sizeBefore, heard, closed);
        heard = new ArrayList<>();
        weight = 0;
        sizeBefore = size;
        return taken;
    }

    /** Whether to hear anything from now on. What was heard and not taken is forgotten when not. */
    synchronized void listen(boolean listen) {
        listening = listen;
        if (!listen) {
            take();
            leavingOut = false;
        }
    }

    @Override
    public void printed(byte[] bytes, int offset, int length) {
        if (listening && length > 0 && keep(bytes, offset, length)) {
            heardSomething.run();
        }
    }

    /** Tells whether it is the first that is kept. */
    private synchronized boolean keep(byte[] bytes, int offset, int length) {
        if (!listening) {
            return false;
        }
        long now = clock.millis();
        allowance = Math.min(BURST, allowance + Math.max(0, now - allowanceAt) / 1000.0 * BYTES_A_SECOND);
        allowanceAt = now;
        boolean room = weight + length <= MOST_PENDING && allowance >= (leavingOut ? AT_LEAST : length);
        if (!room) {
            boolean first = !leavingOut && add(new Heard.Missed(now, Note.LEFT_OUT), 0);
            leavingOut = true;
            return first;
        }
        leavingOut = false;
        allowance -= length;
        ByteBuffer copy = ByteBuffer.wrap(Arrays.copyOfRange(bytes, offset, offset + length));
        return add(new Heard.Printed(now, copy), length);
    }

    @Override
    public void resized(TerminalSize newSize) {
        if (take(newSize)) {
            heardSomething.run();
        }
    }

    private synchronized boolean take(TerminalSize newSize) {
        if (newSize.equals(size)) {
            return false;
        }
        size = newSize;
        if (!listening) {
            sizeBefore = newSize;
            return false;
        }
        return weight <= MOST_PENDING && add(new Heard.Resized(clock.millis(), newSize), 0);
    }

    @Override
    public void missed() {
        synchronized (this) {
            if (!listening || weight > MOST_PENDING || !add(new Heard.Missed(clock.millis(), Note.GAP), 0)) {
                return;
            }
        }
        heardSomething.run();
    }

    /** What was heard so far follows on something that this server has not heard. */
    synchronized void precededByGap() {
        long at = heard.isEmpty() ? clock.millis() : heard.getFirst().at();
        heard.addFirst(new Heard.Missed(at, Note.GAP));
        weight += WEIGHT_OF_AN_ENTRY;
    }

    private boolean add(Heard what, int bytes) {
        heard.add(what);
        weight += WEIGHT_OF_AN_ENTRY + bytes;
        return heard.size() == 1;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        heardSomething.run();
    }
}
