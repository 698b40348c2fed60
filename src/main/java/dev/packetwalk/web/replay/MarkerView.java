package dev.packetwalk.web.replay;

import java.math.BigDecimal;
import java.util.List;

/**
 * A marker as it is shown. Its texts quote the learner and are hostile.
 *
 * @param at seconds since the recording began
 * @param clock the same as people read it: {@code 1:05}
 * @param kind {@code rules}, {@code passed}, {@code undone} or {@code note}: what it looks like
 * @param label in one line
 * @param lines more about it; may be empty
 */
record MarkerView(BigDecimal at, String clock, String kind, String label, List<String> lines) {
    MarkerView {
        lines = List.copyOf(lines);
    }

    static MarkerView of(long millis, String kind, String label, List<String> lines) {
        return new MarkerView(seconds(millis), clock(millis), kind, label, lines);
    }

    static BigDecimal seconds(long millis) {
        return BigDecimal.valueOf(millis, 3);
    }

    /** Hours only where there are any. */
    static String clock(long millis) {
        long seconds = millis / 1000;
        return seconds < 3600
                ? "%d:%02d".formatted(seconds / 60, seconds % 60)
                : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
