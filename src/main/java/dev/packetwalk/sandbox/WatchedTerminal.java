package dev.packetwalk.sandbox;

import java.io.IOException;

/**
 * A terminal that tells of what is typed.
 *
 * @param typed called with each write
 * @param entered called with each write that ends a line; what the line says, nobody is told
 */
record WatchedTerminal(TerminalStream stream, Runnable typed, Runnable entered) implements TerminalStream {
    @Override
    public int read(byte[] buffer) throws IOException {
        return stream.read(buffer);
    }

    /** Tells first: what the line does may be heard of before this returns. */
    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        typed.run();
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\r' || bytes[i] == '\n') {
                entered.run();
                break;
            }
        }
        stream.write(bytes, offset, length);
    }

    @Override
    public void resize(TerminalSize size) throws IOException {
        stream.resize(size);
    }

    @Override
    public void close() {
        stream.close();
    }
}
