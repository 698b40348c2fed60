package dev.packetwalk.web.terminal;

import dev.packetwalk.sandbox.TerminalSize;
import dev.packetwalk.sandbox.TerminalStream;
import java.io.IOException;
import java.time.Duration;
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
        DtachOutput output = new DtachOutput(listener::printed);
        try {
            for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                output.take(buffer, n);
            }
        } finally {
            output.end();
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
}
