package dev.packetwalk.web.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.sandbox.Crowd;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CounterPaceTest {
    private final AtomicBoolean crowded = new AtomicBoolean();
    private final Crowd crowd = new Crowd() {
        @Override
        public boolean waits() {
            return crowded.get();
        }

        @Override
        public void awaitCalm() {
            crowded.set(false);
        }
    };

    @Test
    void one_feed_reads_every_two_seconds_and_many_share_ten_reads_a_second() {
        assertThat(new CounterPace(() -> 1, crowd).millis(12)).isEqualTo(2_000);
        assertThat(new CounterPace(() -> 50, crowd).millis(12)).isEqualTo(5_000);
    }

    @Test
    void very_many_rules_are_read_less_often() {
        assertThat(new CounterPace(() -> 1, crowd).millis(1_000)).isEqualTo(2_000);
        assertThat(new CounterPace(() -> 1, crowd).millis(1_001)).isEqualTo(15_000);
    }

    @Test
    void nothing_is_put_off_while_nobody_waits_for_a_machine() {
        CounterPace pace = new CounterPace(() -> 1, crowd);

        assertThat(Stream.generate(pace::putsOff).limit(10)).containsOnly(false);
    }

    @Test
    void while_learners_wait_every_fourth_reading_is_done_all_the_same() {
        crowded.set(true);
        CounterPace pace = new CounterPace(() -> 1, crowd);

        assertThat(Stream.generate(pace::putsOff).limit(8))
                .containsExactly(true, true, true, false, true, true, true, false);
    }

    @Test
    void it_is_read_at_the_next_time_when_nobody_waits_any_more() {
        crowded.set(true);
        CounterPace pace = new CounterPace(() -> 1, crowd);
        assertThat(pace.putsOff()).isTrue();

        crowded.set(false);

        assertThat(pace.putsOff()).isFalse();
    }
}
