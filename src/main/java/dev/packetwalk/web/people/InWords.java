package dev.packetwalk.web.people;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as people say them. */
final class InWords {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private InWords() {}

    /** Never less than it is: {@code 12 seconds}, {@code 3 minutes}, {@code 24 hours}, {@code 7 days}. */
    static String of(Duration duration) {
        long seconds = Math.max(1, duration.plusNanos(999_999_999).toSeconds());
        if (seconds < 60) {
            return counted(seconds, "second");
        }
        long minutes = (seconds + 59) / 60;
        if (minutes < 60) {
            return counted(minutes, "minute");
        }
        long hours = (minutes + 59) / 60;
        return hours < 48 ? counted(hours, "hour") : counted((hours + 23) / 24, "day");
    }

    /** {@code 2026-11-22 20:05 UTC}. */
    static String at(Instant time) {
        return TIME.format(time);
    }

    private static String counted(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
