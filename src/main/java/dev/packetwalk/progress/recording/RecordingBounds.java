package dev.packetwalk.progress.recording;

/**
 * How much is kept.
 *
 * @param recording characters of one recording, all its terminals together; it ends when it has that many
 * @param learner characters of all recordings of a learner together; the oldest make room
 * @param recordings how many recordings of a learner; the oldest make room
 */
public record RecordingBounds(long recording, long learner, int recordings) {
    /**
     * @throws IllegalArgumentException if a bound is not positive, or a learner has no room for one recording
     */
    public RecordingBounds {
        if (recording < 1 || learner < recording || recordings < 1) {
            throw new IllegalArgumentException(
                    "bounds of recordings are positive, and a learner has room for one at least");
        }
    }
}
