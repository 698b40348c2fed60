package dev.packetwalk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String CROWDED = "too many; none within";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @Test
    void no_more_are_done_at_a_time_than_there_are_places() {
        Turns turns = new Turns(2, PATIENCE, CROWDED);
        CountDownLatch first = occupy(turns);
        CountDownLatch second = occupy(turns);
        CountDownLatch third = new CountDownLatch(1);
        threads.execute(() -> turns.take(third::countDown));
        await().until(() -> turns.waiting() == 1);
        assertThat(third.getCount()).isOne();

        second.countDown();

        awaitIt(third);
        first.countDown();
        threads.close();
    }

    @Test
    void whoever_asks_first_is_served_first() {
        Turns turns = new Turns(1, PATIENCE, CROWDED);
        CountDownLatch over = occupy(turns);
        List<Integer> served = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            threads.execute(() -> turns.take(() -> {
                served.add(number);
            }));
            await().until(() -> turns.waiting() == number + 1);
        }
        over.countDown();
        threads.close();

        assertThat(served).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void whoever_gets_no_turn_in_time_is_told_so_and_takes_no_place() {
        Turns turns = new Turns(1, Duration.ofMillis(1), CROWDED);
        CountDownLatch over = occupy(turns);

        assertThatThrownBy(() -> turns.take(() -> "never"))
                .isInstanceOf(SandboxUnavailableException.class)
                .hasMessage("too many; none within PT0.001S");

        over.countDown();
        threads.close();
        assertThat(turns.take(() -> "mine")).isEqualTo("mine");
    }

    @Test
    void what_fails_gives_its_place_back_and_fails_in_its_own_words() {
        Turns turns = new Turns(1, PATIENCE, CROWDED);
        Supplier<String> failing = () -> {
            throw new IllegalStateException("no database");
        };

        assertThatThrownBy(() -> turns.take(failing))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no database");

        assertThat(turns.take(() -> "mine")).isEqualTo("mine");
    }

    /** Takes a place until the latch is counted down. */
    private CountDownLatch occupy(Turns turns) {
        CountDownLatch over = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        threads.execute(() -> turns.take(() -> {
            begun.countDown();
            awaitIt(over);
        }));
        awaitIt(begun);
        return over;
    }

    private static void awaitIt(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
