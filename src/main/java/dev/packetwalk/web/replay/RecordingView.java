package dev.packetwalk.web.replay;

import dev.packetwalk.progress.recording.Recording;
import dev.packetwalk.progress.recording.RecordingEnding;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A recording in a list.
 *
 * @param title what the learner did there
 * @param beganAt when it began
 * @param length how long it goes, such as {@code 4:05}
 * @param ending {@code stopped}, {@code over} or {@code full}; null while it goes on
 * @param terminals how many terminals are in it
 * @param audience names of classes whose instructors may see it, in one line: hostile text; empty for the learner alone
 */
record RecordingView(
        String id,
        String title,
        Instant beganAt,
        String length,
        @Nullable String ending,
        int terminals,
        String audience) {
    static RecordingView of(Recording recording, String title) {
        RecordingEnding ending = recording.ending();
        return new RecordingView(
                recording.id(),
                title,
                recording.beganAt(),
                MarkerView.clock(Duration.between(recording.beganAt(), recording.lastAt())
                        .toMillis()),
                ending == null ? null : ending.name().toLowerCase(Locale.ROOT),
                recording.terminals().size(),
                String.join(", ", recording.audience()));
    }
}
