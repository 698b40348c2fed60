package dev.packetwalk.web.people;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as pages show them: the same in every language. */
final class InWords {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private InWords() {}

    /** {@code 2026-11-22 20:05 UTC}. */
    static String at(Instant time) {
        return TIME.format(time);
    }
}
