package dev.packetwalk.web.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZonedDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionJobTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-28T02:59+01:00[Europe/Berlin], 2026-11-27T03:00+01:00[Europe/Berlin]",
        "2026-11-28T03:00+01:00[Europe/Berlin], 2026-11-28T03:00+01:00[Europe/Berlin]",
        "2026-11-28T23:59+01:00[Europe/Berlin], 2026-11-28T03:00+01:00[Europe/Berlin]",
        "2026-03-29T12:00+02:00[Europe/Berlin], 2026-03-29T03:00+02:00[Europe/Berlin]",
    })
    void it_is_due_from_the_quiet_hour_of_the_day_on_and_before_that_since_yesterday(
            ZonedDateTime now, ZonedDateTime due) {
        assertThat(RetentionJob.due(now, 3)).isEqualTo(due);
    }
}
