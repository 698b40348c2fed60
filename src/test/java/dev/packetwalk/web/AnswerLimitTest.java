package dev.packetwalk.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AnswerLimitTest {
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final AnswerLimit limit = new AnswerLimit(() -> now);
    private final UUID ada = UUID.randomUUID();

    @Test
    void ten_at_once_and_one_every_two_seconds_after_that() {
        assertThat(allowedOf(20)).isEqualTo(10);
        now = now.plusSeconds(2);
        assertThat(allowedOf(5)).isEqualTo(1);
        now = now.plusSeconds(3600);
        assertThat(allowedOf(20)).isEqualTo(10);
    }

    @Test
    void one_learner_does_not_use_up_anothers() {
        allowedOf(20);
        assertThat(limit.allows(UUID.randomUUID())).isTrue();
    }

    private long allowedOf(int tries) {
        int allowed = 0;
        for (int i = 0; i < tries; i++) {
            if (limit.allows(ada)) {
                allowed++;
            }
        }
        return allowed;
    }
}
