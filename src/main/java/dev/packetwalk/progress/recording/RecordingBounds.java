package dev.packetwalk.progress.recording;

import java.time.Duration;

/**
 * How much is kept, and for how long.
 *
 * @param recording characters of one recording, all its terminals together; it ends when it has that many
 * @param learner characters of all recordings of a learner together; the oldest make room
 * @param recordings how many recordings of a learner; the oldest make room
 * @param kept how long a recording is kept after its last event
 */
public record RecordingBounds(long recording, long learner, int recordings, Duration kept) {
    /**
     * @throws IllegalArgumentException if a bound is not positive, or a learner has no room for one recording
     */
    public RecordingBounds {
        if (recording < 1 || learner < recording || recordings < 1 || !kept.isPositive()) {
            throw new IllegalArgumentException(
                    "bounds of recordings are positive, and a learner has room for one at least");
        }
    }
}
