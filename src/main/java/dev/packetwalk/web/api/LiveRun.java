package dev.packetwalk.web.api;

import dev.packetwalk.web.LiveMessage;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes a run of what a page would be told. A page is told of a grade once; so what it was told before the run counts too, once
 * the sandbox has been graded anew and nothing else was said.
 */
final class LiveRun implements Consumer<LiveMessage> {
    private final CheckRun run;
    private final Grades.Speech speech;
    private final InstantSource clock;
    private LiveMessage.@Nullable Graded latest;
    private boolean graded;

    LiveRun(CheckRun run, Grades.Speech speech, InstantSource clock) {
        this.run = run;
        this.speech = speech;
        this.clock = clock;
    }

    @Override
    public synchronized void accept(LiveMessage message) {
        switch (message) {
            case LiveMessage.Graded now -> {
                latest = now;
                tell(now);
            }
            case LiveMessage.Ended _ -> run.failed();
            case LiveMessage.LeaseNow _ -> {}
        }
    }

    /** The sandbox was looked at: what is known now is what was found, unless something is still under way. */
    synchronized void graded() {
        graded = true;
        if (latest != null) {
            tell(latest);
        }
    }

    private void tell(LiveMessage.Graded now) {
        run.graded(speech.view(now, clock.instant()), graded && now.settled());
    }
}
