package dev.packetwalk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LatestRulesTest {
    private static final long PATIENCE_MILLIS = 10_000;

    private final LatestRules rules = new LatestRules(PATIENCE_MILLIS);
    private final AtomicInteger readings = new AtomicInteger();

    @Test
    void who_asks_while_they_are_read_waits_for_that_reading() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        CompletableFuture<RulesetSnapshot> first = async(() -> rules.read(() -> {
            reading.countDown();
            assertThat(awaited(finish)).isTrue();
            return snapshot("");
        }));
        assertThat(awaited(reading)).isTrue();

        CompletableFuture<RulesetSnapshot> second = new CompletableFuture<>();
        Thread waiting =
                Thread.ofPlatform().start(() -> complete(second, () -> rules.known(() -> snapshot("another"))));
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        finish.countDown();

        assertThat(second.get(10, TimeUnit.SECONDS)).isSameAs(first.get(10, TimeUnit.SECONDS));
        assertThat(readings).hasValue(1);
    }

    @Test
    void what_was_being_read_while_they_changed_is_not_remembered() throws Exception {
        RulesetSnapshot stale = rules.read(() -> {
            rules.forget();
            return snapshot("");
        });

        assertThat(rules.known(() -> snapshot(""))).isNotSameAs(stale);
    }

    @Test
    void a_reading_that_failed_is_tried_again_by_the_next() throws Exception {
        assertThatThrownBy(() -> rules.read(() -> {
                    throw new IOException("no keeper");
                }))
                .hasMessage("no keeper");

        assertThat(rules.known(() -> snapshot("")).generation()).isEqualTo(1);
    }

    @Test
    void the_text_of_very_many_rules_is_not_kept() throws Exception {
        RulesetSnapshot large = rules.read(() -> snapshot("x".repeat(65 << 10)));

        assertThat(rules.known(() -> snapshot(""))).isNotSameAs(large);
    }

    @Test
    void rules_of_whose_changes_the_kernel_tells_nobody_are_read_each_time() throws Exception {
        RulesetSnapshot legacy = rules.read(() -> snapshot("# iptables-legacy filter: -A INPUT -j DROP\n"));

        assertThat(rules.known(() -> snapshot(""))).isNotSameAs(legacy);
    }

    private RulesetSnapshot snapshot(String text) {
        return new RulesetSnapshot(readings.incrementAndGet(), text, "");
    }

    private interface Asking {
        RulesetSnapshot ask() throws IOException;
    }

    private static CompletableFuture<RulesetSnapshot> async(Asking asking) {
        CompletableFuture<RulesetSnapshot> answer = new CompletableFuture<>();
        Thread.startVirtualThread(() -> complete(answer, asking));
        return answer;
    }

    private static void complete(CompletableFuture<RulesetSnapshot> answer, Asking asking) {
        try {
            answer.complete(asking.ask());
        } catch (IOException e) {
            answer.completeExceptionally(e);
        }
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
