package dev.packetwalk.web.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.packetwalk.sandbox.TerminalSize;
import java.util.ArrayList;
import java.util.List;

/** A tap that keeps what it was told, with words for what is no output. */
final class HeardTap implements TerminalTap {
    private final StringBuilder text = new StringBuilder();
    private final List<TerminalSize> sizes = new ArrayList<>();

    @Override
    public synchronized void resized(TerminalSize size) {
        sizes.add(size);
    }

    @Override
    public synchronized void printed(byte[] bytes, int offset, int length) {
        text.append(new String(bytes, offset, length, UTF_8));
    }

    @Override
    public synchronized void missed() {
        text.append("MISSED");
    }

    @Override
    public synchronized void close() {
        text.append("CLOSED");
    }

    synchronized String text() {
        return text.toString();
    }

    synchronized List<TerminalSize> sizes() {
        return List.copyOf(sizes);
    }
}
