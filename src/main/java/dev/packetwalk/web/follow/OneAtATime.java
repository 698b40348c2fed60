package dev.packetwalk.web.follow;

import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.web.TooManyRequestsException;
import dev.packetwalk.web.words.ErrorWords;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** In each sandbox only one packet is on its way at a time; a few may wait for their turn, for a moment. */
final class OneAtATime {
    private static final long PATIENCE_MILLIS = 2_000;
    private static final int MOST_WAITING = 4;

    private final Map<SandboxId, Line> lines = new HashMap<>();

    private static final class Line {
        private final Semaphore room = new Semaphore(1, true);
        private int people;
    }

    /** Closing gives it to the next. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits for a turn.
     *
     * @throws TooManyRequestsException if too many wait already, or it takes too long
     */
    Turn await(SandboxId sandbox) {
        Line line = enter(sandbox);
        boolean mine = false;
        try {
            mine = line.room.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!mine) {
            leave(sandbox, line);
            throw tooMany();
        }
        return () -> {
            line.room.release();
            leave(sandbox, line);
        };
    }

    private synchronized Line enter(SandboxId sandbox) {
        Line line = lines.computeIfAbsent(sandbox, _ -> new Line());
        if (line.people > MOST_WAITING) {
            throw tooMany();
        }
        line.people++;
        return line;
    }

    private synchronized void leave(SandboxId sandbox, Line line) {
        line.people--;
        if (line.people == 0) {
            lines.remove(sandbox);
        }
    }

    private static TooManyRequestsException tooMany() {
        return new TooManyRequestsException(ErrorWords::tooOftenTitle, ErrorWords::packetsUnderWay);
    }
}
