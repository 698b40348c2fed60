package dev.packetwalk.web.terminal;

import dev.packetwalk.sandbox.TerminalSize;
import dev.packetwalk.sandbox.TerminalStream;
import java.io.IOException;

/** The one shell that a {@link TerminalHub} is for. Every method blocks, and has a limit on how long. */
interface Shell {
    /**
     * Connects to the shell, starting it when it does not run.
     *
     * @throws IOException if it cannot be reached now
     */
    TerminalStream attach(TerminalSize size) throws IOException;

    /**
     * Whether it runs.
     *
     * @throws IOException if that cannot be told now
     */
    boolean runs() throws IOException;

    /** Ends it with every process of its session. Ending what does not run is not an error. */
    void end() throws IOException;
}
