package dev.packetwalk.web;

import dev.packetwalk.progress.Sessions;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;

/** Deletes the sessions that are over, so that their table stays as small as the number of learners who come back. */
@Singleton
public class SessionSweep {
    private final Sessions sessions;

    SessionSweep(Sessions sessions) {
        this.sessions = sessions;
    }

    @Scheduled(every = "6h", delayed = "10m")
    @RunOnVirtualThread
    void sweep() {
        int swept = sessions.sweep();
        if (swept > 0) {
            Log.infof("%d sessions were over", swept);
        }
    }
}
