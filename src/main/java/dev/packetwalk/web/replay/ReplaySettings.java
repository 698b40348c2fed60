package dev.packetwalk.web.replay;

import dev.packetwalk.progress.recording.RecordingBounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What an operator decides about recordings. */
@ConfigMapping(prefix = "packetwalk.recordings")
public interface ReplaySettings {
    /** How long pages say that a recording is kept after its last event: what retention goes by, unless told otherwise. */
    @WithDefault("${packetwalk.retention.recordings:P30D}")
    Duration keep();

    /** How many characters one recording may have, all terminals of its machine together; then it ends. */
    @WithDefault("4194304")
    long size();

    /** How many characters all recordings of a learner may have; the oldest make room. */
    @WithDefault("67108864")
    long perLearner();

    /** How many recordings a learner has at most; the oldest make room. */
    @WithDefault("50")
    int mostOfLearner();

    /** All of them. */
    default RecordingBounds bounds() {
        return new RecordingBounds(size(), perLearner(), mostOfLearner());
    }
}
