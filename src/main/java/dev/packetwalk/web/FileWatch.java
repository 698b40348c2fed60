package dev.packetwalk.web;

import dev.packetwalk.progress.Journal;
import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.sandbox.JournalEvent.FileBecame;
import dev.packetwalk.sandbox.JournalEvent.RulesetBecame;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the files of one box that its exercises speak of, and writes into the journal what they became. Looks shortly after the
 * learner has done something, at most once a second; and every few seconds as long as somebody watches, for what goes on by itself.
 */
final class FileWatch implements AutoCloseable {
    /** More of a file than this is not evidence of anything. */
    private static final int LONGEST_FILE = 256 << 10;

    /** A command has run by then, mostly. */
    private static final long AFTER_MILLIS = 300;

    private static final long BETWEEN_LOOKS_MILLIS = 700;
    private static final long EVERY_MILLIS = 5_000;
    private static final long UNKNOWN = -1;

    private final Box box;
    private final List<String> paths;
    private final Journal journal;
    private final InstantSource clock;
    private final BooleanSupplier watched;
    private final Runnable changed;
    private final Map<String, Noted> known = new HashMap<>();
    private final Semaphore soon = new Semaphore(1);
    private final @Nullable Thread worker;

    /** Reads a file of the box. */
    interface Box {
        /**
         * Reads it.
         *
         * @return the bytes up to a limit; null if there is no such file
         */
        byte @Nullable [] readFile(String path, int limit) throws IOException;
    }

    /**
     * @param paths absolute; without any, nothing is ever read
     * @param watched whether somebody watches just now
     * @param changed called when the journal has a new entry
     */
    FileWatch(
            Box box,
            List<String> paths,
            Journal journal,
            InstantSource clock,
            BooleanSupplier watched,
            Runnable changed) {
        this.box = box;
        this.paths = List.copyOf(paths);
        this.journal = journal;
        this.clock = clock;
        this.watched = watched;
        this.changed = changed;
        long generation = UNKNOWN;
        for (JournalEntry entry : journal.entries()) {
            if (entry.event() instanceof RulesetBecame became) {
                generation = became.ruleset().generation();
            } else if (entry.event() instanceof FileBecame became) {
                known.put(became.path(), new Noted(became, generation));
            }
        }
        this.worker =
                paths.isEmpty() ? null : Thread.ofVirtual().name("file-watch").start(this::keepLooking);
    }

    /** The learner has done something. */
    void soon() {
        soon.release();
    }

    private void keepLooking() {
        try {
            while (true) {
                if (!soon.tryAcquire(EVERY_MILLIS, TimeUnit.MILLISECONDS) && !watched.getAsBoolean()) {
                    continue;
                }
                Thread.sleep(AFTER_MILLIS);
                soon.drainPermits();
                paths.forEach(this::look);
                Thread.sleep(BETWEEN_LOOKS_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(String path) {
        try {
            byte[] bytes = box.readFile(path, LONGEST_FILE);
            Optional<String> content = Optional.ofNullable(bytes).map(read -> new String(read, StandardCharsets.UTF_8));
            Noted now = new Noted(new FileBecame(path, content), generation());
            if (now.isNewsAfter(known.put(path, now))) {
                journal.append(clock.instant(), now.file());
                changed.run();
            }
        } catch (IOException | RuntimeException e) {
            Log.debugf("%s could not be read: %s", path, e.getMessage());
        }
    }

    /** Of the rules that the journal knows to be in force. */
    private long generation() {
        long generation = UNKNOWN;
        for (JournalEntry entry : journal.entries()) {
            if (entry.event() instanceof RulesetBecame became) {
                generation = became.ruleset().generation();
            }
        }
        return generation;
    }

    /** What a file was found to be, and under which rules. */
    private record Noted(FileBecame file, long generation) {
        /** That there is still no file is told of all new rules: one that holds those before them is then known to be late. */
        boolean isNewsAfter(@Nullable Noted before) {
            boolean stillAbsent = file.content().isEmpty()
                    && before != null
                    && before.generation != UNKNOWN
                    && before.generation != generation;
            return before == null || !file.equals(before.file) || stillAbsent;
        }
    }

    @Override
    public void close() {
        if (worker != null) {
            worker.interrupt();
        }
    }
}
