package dev.packetwalk.web.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long SECOND = 1_000_000_000L;

    private long now;

    @Test
    void a_burst_passes_at_once_and_then_the_rate_holds() {
        Pace pace = new Pace(1000, () -> now);
        assertThat(pace.spend(1000, 100)).isZero();
        assertThat(pace.spend(100, 100)).isEqualTo(SECOND);
    }

    @Test
    void a_pause_earns_the_burst_back_and_not_more() {
        Pace pace = new Pace(1000, () -> now);
        pace.spend(1000, 100);
        now += 3600 * SECOND;
        assertThat(pace.spend(1000, 100)).isZero();
        assertThat(pace.spend(50, 100)).isEqualTo(SECOND / 2);
    }

    @Test
    void over_a_long_time_no_more_passes_than_burst_and_rate_allow() {
        Pace pace = new Pace(1000, () -> now);
        long passed = 0;
        while (now < 60 * SECOND) {
            now += pace.spend(300, 100);
            passed += 300;
        }
        assertThat(passed).isBetween(6900L, 7300L);
    }
}
