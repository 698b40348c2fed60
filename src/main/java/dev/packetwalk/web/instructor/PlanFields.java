package dev.packetwalk.web.instructor;

import dev.packetwalk.progress.classes.ClassPlan;
import dev.packetwalk.web.VisitorTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/**
 * What an instructor typed about a class, just as it came: all of it is hostile text, and a field that was not sent is {@code null}.
 *
 * @param starts when it begins, such as {@code 2026-11-30T10:00} on the clock of the zone
 * @param ends when it is over, on the same clock
 * @param zone the name of the time zone in which both were typed
 * @param idle minutes after the last key
 * @param hard minutes at most
 * @param rosterOnly anything for yes
 */
record PlanFields(
        @RestForm @Nullable String name,
        @RestForm @Nullable String lesson,
        @RestForm @Nullable String code,
        @RestForm @Nullable String starts,
        @RestForm @Nullable String ends,
        @RestForm @Nullable String zone,
        @RestForm @Nullable String capacity,
        @RestForm @Nullable String idle,
        @RestForm @Nullable String hard,
        @RestForm @Nullable String reserved,
        @RestForm @Nullable String rosterOnly) {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm", Locale.ROOT);
    private static final int LONGEST_SHOWN = 300;

    /** Of a new class. */
    static PlanFields empty(String lesson, ZoneId zone) {
        return new PlanFields(
                "", lesson, "", "", "", zone.getId(), String.valueOf(ClassPlan.USUAL_CAPACITY), "", "", "0", null);
    }

    /** Of a class as it is. */
    static PlanFields of(ClassPlan plan, ZoneId zone) {
        return new PlanFields(
                plan.name(),
                plan.lesson(),
                plan.code().value(),
                local(plan.startsAt(), zone),
                local(plan.endsAt(), zone),
                zone.getId(),
                String.valueOf(plan.capacity()),
                minutes(plan.idleLimit()),
                minutes(plan.hardLimit()),
                String.valueOf(plan.reserved()),
                plan.rosterOnly() ? "yes" : null);
    }

    /** The same, fit to be shown again: nothing missing, and no longer than what could have been meant. */
    PlanFields shown() {
        return new PlanFields(
                cut(name),
                cut(lesson),
                cut(code),
                cut(starts),
                cut(ends),
                zoneId().getId(),
                cut(capacity),
                cut(idle),
                cut(hard),
                cut(reserved),
                rosterOnly);
    }

    /** The zone in which the times were typed; UTC if it is none. */
    ZoneId zoneId() {
        return VisitorTime.parse(zone).orElse(ZoneOffset.UTC);
    }

    private static String local(@Nullable Instant time, ZoneId zone) {
        return time == null
                ? ""
                : LOCAL.format(LocalDateTime.ofInstant(time, zone).truncatedTo(ChronoUnit.MINUTES));
    }

    private static String minutes(@Nullable Duration limit) {
        return limit == null ? "" : String.valueOf(limit.toMinutes());
    }

    private static String cut(@Nullable String text) {
        String kept = text == null ? "" : text;
        return kept.length() <= LONGEST_SHOWN ? kept : kept.substring(0, LONGEST_SHOWN);
    }
}
