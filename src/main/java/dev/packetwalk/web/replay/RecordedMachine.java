package dev.packetwalk.web.replay;

import dev.packetwalk.progress.recording.RecordedEvent;
import dev.packetwalk.progress.recording.RecordedEvent.Note;
import dev.packetwalk.progress.recording.RecordingEnding;
import dev.packetwalk.progress.recording.RecordingWish;
import dev.packetwalk.progress.recording.RecordingWriter;
import dev.packetwalk.progress.recording.RecordingWriter.Chunk;
import dev.packetwalk.progress.recording.RecordingWriter.Newest;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.sandbox.TerminalSize;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The terminals of one sandbox that this server reads, and the recording that they are in. A recording begins with the first output after
 * the learner agreed, and ends when they no longer do or when others may see it from now on. One thread at a time uses it, but for
 * {@link #open}.
 */
final class RecordedMachine {
    private final SandboxId sandbox;
    private final RecordingWriter writer;
    private final Map<TerminalName, Track> tracks = new ConcurrentHashMap<>();
    private volatile @Nullable RecordingWish wish;
    private volatile boolean full;
    private @Nullable Running running;

    /** The recording that goes on. */
    private record Running(String id, long began, Set<UUID> audience) {}

    /** One terminal; what it was heard to show waits in {@code taken} until it is written. */
    private static final class Track {
        private final TapBuffer tap;
        private final OutputText text = new OutputText();
        private List<Heard> taken = List.of();
        private TerminalSize size = TerminalSize.DEFAULT;
        private boolean closed;

        Track(TapBuffer tap) {
            this.tap = tap;
        }

        void take() {
            if (taken.isEmpty()) {
                TapBuffer.Taken now = tap.take();
                taken = now.heard();
                size = now.sizeBefore();
                closed = now.closed();
                while (!taken.isEmpty() && taken.getFirst() instanceof Heard.Resized(long _, TerminalSize first)) {
                    // What comes before any output is the size to begin with, or one that nothing was shown in.
                    if (taken.size() > 1 || text == null) {
                        break;
                    }
                    size = first;
                    break;
                }
            }
        }
    }

    RecordedMachine(SandboxId sandbox, RecordingWriter writer) {
        this.sandbox = sandbox;
        this.writer = writer;
    }
}
