package dev.packetwalk.web.terminal;

import dev.packetwalk.sandbox.TerminalSize;

/**
 * Hears what a terminal shows, in order. It is told while the terminal waits, so every method returns at once, whatever becomes of what
 * it was told. Nothing follows after {@link #close}.
 */
public interface TerminalTap extends AutoCloseable {
    /** The terminal has this size from now on; told before the first output, too. */
    void resized(TerminalSize size);

    /** It printed. The array is used again. */
    void printed(byte[] bytes, int offset, int length);

    /** The connection to the shell was lost: what it prints until the next output is not known. */
    void missed();

    /** The terminal was ended, or this server reads it no longer. */
    @Override
    void close();
}
