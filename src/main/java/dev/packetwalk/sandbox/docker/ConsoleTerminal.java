package dev.packetwalk.sandbox.docker;

import dev.packetwalk.sandbox.TerminalSize;
import dev.packetwalk.sandbox.TerminalStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The box's own terminal. The engine does not end its stream before the box ends, so the box says when it is over, by a control
 * sequence behind which nothing comes; what may be its beginning is held back until it is known to be something else.
 */
final class ConsoleTerminal implements TerminalStream {
    private static final System.Logger LOG = System.getLogger(ConsoleTerminal.class.getName());
    /** As box/src/first.c prints it. */
    private static final byte[] OVER = "\u001b]7007;over\u0007".getBytes(StandardCharsets.US_ASCII);

    private final EngineSocket socket;
    private final Resizing resizing;
    /** How much of the sequence has been read already, and not been given out. */
    private int matched;

    private boolean over;

    /** Sets the terminal's size. */
    interface Resizing {
        void to(TerminalSize size) throws IOException;
    }

    ConsoleTerminal(EngineSocket socket, Resizing resizing) {
        this.socket = socket;
        this.resizing = resizing;
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        while (!over) {
            // What was held back may have to be given out before what is read.
            byte[] fresh = new byte[Math.max(1, buffer.length - OVER.length)];
            int count = socket.read(fresh, 0, fresh.length);
            if (count < 0) {
                return giveBack(buffer);
            }
            int given = sift(fresh, count, buffer);
            if (given > 0) {
                return given;
            }
        }
        return -1;
    }

    /** The stream ended within what looked like the sequence. */
    private int giveBack(byte[] buffer) {
        over = true;
        System.arraycopy(OVER, 0, buffer, 0, matched);
        return matched == 0 ? -1 : matched;
    }

    private int sift(byte[] fresh, int count, byte[] buffer) {
        int given = 0;
        for (int i = 0; i < count && !over; i++) {
            if (fresh[i] != OVER[matched]) {
                // Only its first byte is an escape, so a broken sequence holds no beginning of another.
                System.arraycopy(OVER, 0, buffer, given, matched);
                given += matched;
                matched = 0;
            }
            if (fresh[i] == OVER[matched]) {
                matched++;
                over = matched == OVER.length;
            } else {
                buffer[given++] = fresh[i];
            }
        }
        return given;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        socket.write(bytes, offset, length);
    }

    @Override
    public void resize(TerminalSize size) throws IOException {
        resizing.to(size);
    }

    /** The process in the box is ended by whoever attaches next. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "closing a terminal", e);
        }
    }
}
