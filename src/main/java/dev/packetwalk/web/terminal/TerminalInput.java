package dev.packetwalk.web.terminal;

import dev.packetwalk.sandbox.TerminalSize;
import dev.packetwalk.sandbox.TerminalStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What goes to a shell, in order: keys, sizes, requests to draw again. A thread of its own writes it, because a program that does
 * not read makes writing wait, and nobody else may wait with it.
 */
final class TerminalInput implements Runnable {
    private static final Logger LOG = Logger.getLogger(TerminalInput.class);

    /** Programs look at their size when they get to it; two changes at once would look like none. */
    private static final Duration REDRAW_PAUSE = Duration.ofMillis(40);

    /** Where to write. */
    interface Destination {
        /** Blocks while the shell is sought, and gives null when what was typed has nowhere to go. */
        @Nullable
        TerminalStream stream() throws InterruptedException;

        /** What the size shall be. */
        TerminalSize size();
    }

    private sealed interface Command {
        @SuppressWarnings("ArrayRecordComponent") // never compared, and nobody else has the array
        record Type(byte[] bytes) implements Command {}

        record Resize() implements Command {}

        record Redraw() implements Command {}
    }

    private final LinkedBlockingQueue<Command> commands = new LinkedBlockingQueue<>();
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicBoolean resizing = new AtomicBoolean();
    private final AtomicBoolean redrawing = new AtomicBoolean();
    private final int limit;
    private final Destination destination;

    TerminalInput(int limit, Destination destination) {
        this.limit = limit;
        this.destination = destination;
    }

    /** Takes what was typed; {@code false} when too much is waiting already. */
    boolean type(byte[] bytes) {
        if (pending.addAndGet(bytes.length) > limit) {
            pending.addAndGet(-bytes.length);
            return false;
        }
        commands.add(new Command.Type(bytes));
        return true;
    }

    /** Makes the shell's size what the destination says it shall be. */
    void resize() {
        once(resizing, new Command.Resize());
    }

    /** Makes the program on the screen draw it again, by a change of size and back. */
    void redraw() {
        once(redrawing, new Command.Redraw());
    }

    private void once(AtomicBoolean waiting, Command command) {
        if (waiting.compareAndSet(false, true)) {
            commands.add(command);
        }
    }

    /** Writes until interrupted. */
    @Override
    public void run() {
        try {
            while (true) {
                Command command = commands.take();
                switch (command) {
                    case Command.Type(byte[] bytes) -> pending.addAndGet(-bytes.length);
                    case Command.Resize() -> resizing.set(false);
                    case Command.Redraw() -> redrawing.set(false);
                }
                TerminalStream stream = destination.stream();
                if (stream != null) {
                    perform(command, stream);
                }
            }
        } catch (InterruptedException _) {
            // The terminal is closed: nobody is left to write for.
            Thread.currentThread().interrupt();
        }
    }

    private void perform(Command command, TerminalStream stream) throws InterruptedException {
        try {
            switch (command) {
                case Command.Type(byte[] bytes) -> stream.write(bytes, 0, bytes.length);
                case Command.Resize() -> stream.resize(destination.size());
                case Command.Redraw() -> {
                    TerminalSize size = destination.size();
                    int otherRows = size.rows() > 1 ? size.rows() - 1 : 2;
                    stream.resize(new TerminalSize(size.columns(), otherRows));
                    Thread.sleep(REDRAW_PAUSE);
                    stream.resize(destination.size());
                }
            }
        } catch (IOException e) {
            // The reader of the same stream finds it broken and seeks another; what was being typed is lost with it.
            LOG.debugf(e, "terminal input was not taken");
        }
    }
}
