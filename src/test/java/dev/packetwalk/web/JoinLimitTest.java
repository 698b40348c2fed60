package dev.packetwalk.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class JoinLimitTest {
    private static final JoinSettings TWO_IN_A_MINUTE = new JoinSettings() {
        @Override
        public int perAddress() {
            return 2;
        }

        @Override
        public Duration window() {
            return Duration.ofMinutes(1);
        }
    };

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final JoinLimit limit = new JoinLimit(TWO_IN_A_MINUTE, now::get);

    @Test
    void an_address_joins_so_often_and_no_more_until_its_window_is_over() {
        assertThat(limit.allows("a")).isTrue();
        assertThat(limit.allows("a")).isTrue();
        assertThat(limit.allows("a")).isFalse();
        assertThat(limit.allows("b")).as("another address").isTrue();
        now.set(Instant.EPOCH.plusSeconds(60));
        assertThat(limit.allows("a")).isTrue();
    }

    @Test
    void it_remembers_a_bounded_number_of_addresses_and_those_that_try_on_among_them() {
        limit.allows("persistent");
        limit.allows("persistent");
        for (int i = 0; i < 30_000; i++) {
            limit.allows("address " + i);
            assertThat(limit.allows("persistent")).isFalse();
        }
        assertThat(limit.remembered()).isEqualTo(10_000);
    }
}
