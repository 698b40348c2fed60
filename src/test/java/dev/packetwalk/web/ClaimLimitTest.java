package dev.packetwalk.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ClaimLimitTest {
    private static final UUID ADA = new UUID(0, 1);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final ClaimLimit limit = new ClaimLimit(now::get);

    @Test
    void a_learner_has_twelve_machines_made_at_once_and_one_every_fifteen_seconds_after_that() {
        for (int i = 0; i < 12; i++) {
            assertThat(limit.allows(ADA)).isTrue();
        }
        assertThat(limit.allows(ADA)).isFalse();
        assertThat(limit.allows(new UUID(0, 2))).as("somebody else").isTrue();
        now.set(Instant.EPOCH.plusSeconds(14));
        assertThat(limit.allows(ADA)).isFalse();
        now.set(Instant.EPOCH.plusSeconds(15));
        assertThat(limit.allows(ADA)).isTrue();
        assertThat(limit.allows(ADA)).isFalse();
    }
}
