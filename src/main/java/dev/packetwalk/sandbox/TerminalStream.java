package dev.packetwalk.sandbox;

import java.io.IOException;

/**
 * The bytes of one attached terminal. One thread reads, any thread writes. Closing detaches; the shell lives on until
 * {@link SandboxEngine#end} or until it exits by itself.
 */
public interface TerminalStream extends AutoCloseable {
    /**
     * Reads what the terminal printed, blocking until there is something.
     *
     * @return how many bytes were read, or -1 once the shell has exited, the sandbox is gone or this stream was closed
     */
    int read(byte[] buffer) throws IOException;

    /** Types bytes into the terminal. */
    void write(byte[] bytes, int offset, int length) throws IOException;

    /** Tells the terminal its new size. */
    void resize(TerminalSize size) throws IOException;

    @Override
    void close();
}
