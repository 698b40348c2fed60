package dev.packetwalk.web.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A viewer's screen that keeps what it was told. Clears what it shows as a browser does, when a replay begins afresh. */
final class RecordingScreen implements Screen {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final List<ToViewer> told = new ArrayList<>();
    private long offset;
    private @Nullable Closing closing;

    @Override
    public synchronized void show(byte[] bytes) {
        shown.writeBytes(bytes);
        offset += bytes.length;
    }

    @Override
    public synchronized void tell(ToViewer message) {
        told.add(message);
        if (message instanceof ToViewer.Replay replay) {
            offset = replay.offset();
            if (replay.fresh()) {
                shown.reset();
                shown.writeBytes(replay.prelude().getBytes(UTF_8));
            }
        }
    }

    @Override
    public synchronized void close(Closing why) {
        closing = why;
    }

    synchronized String text() {
        return shown.toString(UTF_8);
    }

    /** How far the terminal's output has been shown, as a browser acknowledges it. */
    synchronized long offset() {
        return offset;
    }

    synchronized <T extends ToViewer> List<T> told(Class<T> kind) {
        return told.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    synchronized @Nullable Closing closing() {
        return closing;
    }
}
