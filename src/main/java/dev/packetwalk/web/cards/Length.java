package dev.packetwalk.web.cards;

import dev.packetwalk.recall.Pause;
import java.time.Duration;
import java.time.Instant;

/**
 * A length of time as people say it: in one unit.
 *
 * @param count how many of the unit, at least 1
 */
record Length(Unit unit, int count) {
    /** What lengths are counted in. */
    enum Unit {
        MINUTES,
        HOURS,
        DAYS,
        MONTHS,
        YEARS
    }

    private static final int MINUTES_AN_HOUR = 60;
    private static final int MINUTES_A_DAY = 24 * MINUTES_AN_HOUR;

    /** Days are told as days for about two months. */
    private static final int MOST_DAYS = 60;

    private static final double DAYS_A_MONTH = 30.44;
    private static final double DAYS_A_YEAR = 365.25;

    static Length of(Pause pause) {
        return switch (pause) {
            case Pause.Brief(Duration length) -> new Length(Unit.MINUTES, roundedUp(length));
            case Pause.Days(int count) -> days(count);
        };
    }

    /** From one moment to a later one, rounded up: who comes back then does not come too early. */
    static Length between(Instant from, Instant to) {
        int minutes = roundedUp(Duration.between(from, to));
        if (minutes < 2 * MINUTES_AN_HOUR) {
            return new Length(Unit.MINUTES, minutes);
        }
        return minutes <= MINUTES_A_DAY
                ? new Length(Unit.HOURS, Math.ceilDiv(minutes, MINUTES_AN_HOUR))
                : days(Math.ceilDiv(minutes, MINUTES_A_DAY));
    }

    private static Length days(int days) {
        if (days <= MOST_DAYS) {
            return new Length(Unit.DAYS, days);
        }
        return days < 2 * DAYS_A_YEAR
                ? new Length(Unit.MONTHS, (int) Math.round(days / DAYS_A_MONTH))
                : new Length(Unit.YEARS, (int) Math.round(days / DAYS_A_YEAR));
    }

    private static int roundedUp(Duration length) {
        return (int) Math.clamp(Math.ceilDiv(length.toSeconds(), 60L), 1L, Integer.MAX_VALUE);
    }
}
