package dev.packetwalk.progress.recording;

import java.util.Set;
import java.util.UUID;

/**
 * Whether a sandbox is to be recorded, by what its learner has said last.
 *
 * @param learner whose sandbox it is
 * @param purpose what they have it for
 * @param wanted whether they agree
 * @param audience the classes whose instructors may see what is recorded now; empty for the learner alone
 */
public record RecordingWish(UUID learner, String purpose, boolean wanted, Set<UUID> audience) {
    public RecordingWish {
        audience = Set.copyOf(audience);
    }
}
