package dev.packetwalk.web.replay;

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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The terminals of one sandbox that this server reads, and the recording that they are in. A recording begins with the first output after
 * the learner agreed, and ends when they no longer do, or when others may see it from now on than before. Used by one thread at a time,
 * but for {@link #open}.
 */
final class RecordedMachine {
    private final SandboxId sandbox;
    private final RecordingWriter writer;
    private final Map<TerminalName, Track> tracks = new ConcurrentHashMap<>();
    private volatile @Nullable RecordingWish wish;
    private volatile boolean full;
    private @Nullable Running running;

    /** The recording that goes on, and the terminals that are in it. */
    private record Running(String id, long began, Set<UUID> audience, Set<TerminalName> terminals) {}

    /** One terminal; what was taken from its tap waits here until it is written. */
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
            }
        }

        /** Sizes that nothing was shown in are none of a recording's beginning, but for the last. */
        void skipSizes() {
            while (!taken.isEmpty() && taken.getFirst() instanceof Heard.Resized(long _, TerminalSize next)) {
                size = next;
                taken = taken.subList(1, taken.size());
            }
        }
    }

    RecordedMachine(SandboxId sandbox, RecordingWriter writer) {
        this.sandbox = sandbox;
        this.writer = writer;
    }

    /** A terminal that is read from now on. Until the learner's wish is known, it is listened to. */
    TapBuffer open(TerminalName terminal, InstantSource clock, Runnable heardSomething) {
        TapBuffer tap = new TapBuffer(clock, heardSomething);
        tracks.put(terminal, new Track(tap));
        if (wish != null) {
            tap.listen(listens());
        }
        return tap;
    }

    /** Whether the learner's wish has been asked for. */
    boolean isDecided() {
        return wish != null;
    }

    /** Obeys what the learner wishes now. */
    void wish(RecordingWish now) {
        if (running != null && (!now.wanted() || !now.audience().equals(running.audience))) {
            write();
            end(RecordingEnding.STOPPED);
        }
        wish = now;
        if (now.wanted() && running == null) {
            goOn(now);
        }
        tracks.values().forEach(track -> track.tap.listen(listens()));
    }

    private boolean listens() {
        RecordingWish known = wish;
        return known != null && known.wanted() && !full;
    }

    /** What a server before this one has recorded goes on, after a gap. */
    private void goOn(RecordingWish now) {
        @Nullable Newest newest = writer.newest(sandbox).orElse(null);
        full = newest != null && newest.ending() == RecordingEnding.FULL;
        if (newest == null || newest.ending() != null) {
            return;
        }
        if (!newest.audience().equals(now.audience())) {
            writer.end(newest.id(), RecordingEnding.STOPPED);
            return;
        }
        running = new Running(
                newest.id(), newest.beganAt().toEpochMilli(), newest.audience(), new HashSet<>(newest.terminals()));
        tracks.forEach((terminal, track) -> {
            if (newest.terminals().contains(terminal)) {
                track.tap.precededByGap();
            }
        });
    }

    /** Nobody holds the sandbox any more. */
    void over() {
        write();
        end(RecordingEnding.OVER);
        tracks.values().forEach(track -> track.tap.listen(false));
    }

    private void end(RecordingEnding why) {
        if (running != null) {
            writer.end(running.id, why);
            running = null;
        }
    }

    /** Writes down what was heard by now. If that fails it is kept, and the next call tries again. */
    void write() {
        RecordingWish known = wish;
        if (known == null || !listens()) {
            return;
        }
        tracks.values().forEach(Track::take);
        long first = tracks.values().stream()
                .flatMap(track -> track.taken.stream())
                .filter(Heard.Printed.class::isInstance)
                .mapToLong(Heard::at)
                .min()
                .orElse(-1);
        if (running == null && first >= 0) {
            String id = writer.begin(sandbox, known, Instant.ofEpochMilli(first));
            running = new Running(id, first, known.audience(), new HashSet<>());
        }
        if (running == null) {
            // Sizes alone begin nothing, and must not stand in the way of what comes; the tap knows the last one.
            tracks.values().forEach(track -> track.taken = List.of());
        } else {
            write(running);
        }
        tracks.values().removeIf(track -> track.closed && track.taken.isEmpty());
    }

    private void write(Running into) {
        List<Chunk> chunks = new ArrayList<>();
        tracks.forEach((terminal, track) -> {
            if (!into.terminals.contains(terminal)) {
                track.skipSizes();
            }
            if (!track.taken.isEmpty()) {
                chunks.add(new Chunk(terminal, track.size, track.text.events(track.taken, into.began)));
            }
        });
        if (chunks.isEmpty()) {
            return;
        }
        switch (writer.add(into.id, chunks)) {
            case GOES_ON -> {
                chunks.forEach(chunk -> into.terminals.add(chunk.terminal()));
                tracks.values().forEach(track -> track.taken = List.of());
            }
            case FULL -> {
                running = null;
                full = true;
                tracks.values().forEach(track -> {
                    track.taken = List.of();
                    track.tap.listen(false);
                });
            }
            // The learner has deleted it. What they show from now on is another recording, for as long as they wish
            // one.
            case GONE -> {
                running = null;
                tracks.values().forEach(track -> track.taken = List.of());
            }
        }
    }
}
