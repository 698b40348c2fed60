package dev.packetwalk.web.replay;

import dev.packetwalk.progress.Database;
import dev.packetwalk.progress.recording.RecordingWriter;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the writer with the operator's bounds, and has it end what a server left behind. */
@Singleton
public class RecordingBeans {
    @Produces
    @Singleton
    RecordingWriter writer(Database database, ReplaySettings settings) {
        return new RecordingWriter(database, settings.bounds());
    }

    /** How long they are kept is seen to with everything else that is kept. */
    @Singleton
    static class LeftOver {
        private final RecordingWriter writer;

        LeftOver(RecordingWriter writer) {
            this.writer = writer;
        }

        @Scheduled(every = "1h", delayed = "5m")
        @RunOnVirtualThread
        void end() {
            int ended = writer.endLeftOver();
            if (ended > 0) {
                Log.infof("%d recordings had no machine any more, and were ended", ended);
            }
        }
    }
}
