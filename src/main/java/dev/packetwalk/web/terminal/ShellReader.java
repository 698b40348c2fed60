package dev.packetwalk.web.terminal;

import dev.packetwalk.sandbox.TerminalSize;
import dev.packetwalk.sandbox.TerminalStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Attaches to a shell, reads what it prints, and attaches again when the connection is lost, until it is interrupted. Waits
 * longer from one failure to the next.
 */
final class ShellReader implements Runnable {
    private static final Logger LOG = Logger.getLogger(ShellReader.class);
    private static final int READ = 16 * 1024;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** dtach 0.9 clears the screen of whoever attaches, assuming that they have none yet. */
    private static final byte[] ATTACH_CLEARS = "\u001b[H\u001b[J".getBytes(StandardCharsets.US_ASCII);

    /** And says goodbye when the program has exited, or when it is told to go itself. */
    private static final Pattern FAREWELL =
            Pattern.compile("\u001b\\[999H\r*\n\\[[^\\]]{1,40}\\]\r*\n(\u001b\\[\\?25h)?\\z");

    private static final int LONGEST_FAREWELL = 80;

    /** Who is told, on the reader's thread. */
    interface Listener {
        /** Waits until a shell is wanted, and tells in what size; interrupted when none will be any more. */
        TerminalSize awaitWanted() throws InterruptedException;

        /** The shell is attached, with the size it was asked for. Tells whether it is still wanted. */
        boolean attached(TerminalStream stream, TerminalSize size);

        /** It printed. The array is used again; the call returns when the next bytes are wanted. */
        void printed(byte[] bytes, int offset, int length) throws InterruptedException;

        /** The stream ended. {@code exited} tells that the shell did, too; otherwise it is sought again. */
        void detached(boolean exited);
    }

    private final Shell shell;
    private final Listener listener;

    ShellReader(Shell shell, Listener listener) {
        this.shell = shell;
        this.listener = listener;
    }

    @Override
    public void run() {
        Duration pause = FIRST_PAUSE;
        try {
            while (true) {
                TerminalSize size = listener.awaitWanted();
                long began = System.nanoTime();
                attachAndRead(size);
                boolean exited = !stillRuns();
                listener.detached(exited);
                boolean lasted = System.nanoTime() - began > LONGEST_PAUSE.toNanos();
                pause = lasted || exited ? FIRST_PAUSE : pause;
                Thread.sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        } catch (InterruptedException _) {
            // The terminal is closed.
            Thread.currentThread().interrupt();
        }
    }

    private void attachAndRead(TerminalSize size) throws InterruptedException {
        try (TerminalStream stream = shell.attach(size)) {
            if (listener.attached(stream, size)) {
                read(stream);
            }
        } catch (IOException | RuntimeException e) {
            LOG.debugf(e, "terminal stream lost");
        }
    }

    private void read(TerminalStream stream) throws IOException, InterruptedException {
        byte[] buffer = new byte[READ];
        boolean first = true;
        for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
            int from = first && startsWith(buffer, n, ATTACH_CLEARS) ? ATTACH_CLEARS.length : 0;
            int to = beforeFarewell(buffer, n);
            first = false;
            listener.printed(buffer, from, Math.max(0, to - from));
        }
    }

    private boolean stillRuns() {
        try {
            return shell.runs();
        } catch (IOException | RuntimeException e) {
            LOG.debugf(e, "the shell is out of reach");
            return true;
        }
    }

    private static boolean startsWith(byte[] bytes, int length, byte[] prefix) {
        return length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static int beforeFarewell(byte[] bytes, int length) {
        int tail = Math.min(length, LONGEST_FAREWELL);
        Matcher farewell = FAREWELL.matcher(new String(bytes, length - tail, tail, StandardCharsets.ISO_8859_1));
        return farewell.find() ? length - tail + farewell.start() : length;
    }
}
