package dev.packetwalk.progress;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * A moment as a learner lives it: their day begins at four in the morning, so that an evening that goes past midnight is still
 * one evening.
 *
 * @param now the moment
 * @param zone where the learner is
 */
public record StudyDay(Instant now, ZoneId zone) {
    private static final LocalTime BEGINS = LocalTime.of(4, 0);

    /** The day that it is. */
    public LocalDate date() {
        return now.atZone(zone).minusHours(BEGINS.getHour()).toLocalDate();
    }

    /** When the day that is some days later begins. */
    public Instant beginningIn(int days) {
        return date().plusDays(days).atTime(BEGINS).atZone(zone).toInstant();
    }

    /** Days since an earlier one; 0 on the same day, and for one that is still to come where the learner has travelled. */
    public int since(LocalDate earlier) {
        return (int) Math.max(0, ChronoUnit.DAYS.between(earlier, date()));
    }
}
