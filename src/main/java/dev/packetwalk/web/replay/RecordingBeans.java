package dev.packetwalk.web.replay;

import dev.packetwalk.progress.Database;
import dev.packetwalk.progress.recording.RecordingWriter;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the writer with the operator's bounds, and has it forget what has been kept long enough. */
@Singleton
public class RecordingBeans {
    @Produces
    @Singleton
    RecordingWriter writer(Database database, ReplaySettings settings) {
        return new RecordingWriter(database, settings.bounds());
    }

    /** Runs the sweep. */
    @Singleton
    static class Sweep {
        private final RecordingWriter writer;

        Sweep(RecordingWriter writer) {
            this.writer = writer;
        }

        @Scheduled(every = "1h", delayed = "5m")
        @RunOnVirtualThread
        void sweep() {
            int deleted = writer.sweep();
            if (deleted > 0) {
                Log.infof("%d recordings were deleted, kept for as long as they may be", deleted);
            }
        }
    }
}
