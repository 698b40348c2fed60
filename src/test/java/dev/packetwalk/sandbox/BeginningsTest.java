package dev.packetwalk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BeginningsTest {
    private final AtomicBoolean madeOneAfterAnother = new AtomicBoolean();
    private final Beginnings beginnings = new Beginnings(Duration.ofSeconds(10), madeOneAfterAnother::get);

    @Test
    void it_is_calm_while_everybody_has_a_turn_at_once() throws Exception {
        assertThat(beginnings.take(beginnings::waits)).isFalse();
        beginnings.awaitCalm();
    }

    @Test
    void what_can_wait_waits_until_nobody_waits_for_a_sandbox() throws Exception {
        madeOneAfterAnother.set(true);
        CountDownLatch done = new CountDownLatch(1);
        Thread waiting = Thread.ofPlatform().start(() -> {
            try {
                beginnings.awaitCalm();
                done.countDown();
            } catch (InterruptedException _) {
                // The test has given up.
            }
        });
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        assertThat(done.getCount()).isOne();

        madeOneAfterAnother.set(false);

        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void one_more_than_there_are_processors_are_served_at_once_and_the_next_makes_it_a_crowd() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        int places = Runtime.getRuntime().availableProcessors() + 1;
        CountDownLatch begun = new CountDownLatch(places);
        for (int i = 0; i < places; i++) {
            Thread.startVirtualThread(() -> beginnings.take(() -> {
                begun.countDown();
                awaitIt(over);
            }));
        }
        awaitIt(begun);
        assertThat(beginnings.waits()).isFalse();
        Thread next = Thread.startVirtualThread(() -> beginnings.take(() -> {}));

        await().until(beginnings::waits);

        over.countDown();
        assertThat(next.join(Duration.ofSeconds(10))).isTrue();
        assertThat(beginnings.waits()).isFalse();
    }

    private static void awaitIt(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
