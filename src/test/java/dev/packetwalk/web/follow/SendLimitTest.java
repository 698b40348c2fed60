package dev.packetwalk.web.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.web.TooManyRequestsException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SendLimitTest {
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final SendLimit limit = new SendLimit(() -> now);
    private final UUID ada = UUID.randomUUID();

    @Test
    void so_many_go_at_once_and_then_one_each_half_second() {
        for (int i = 0; i < SendLimit.AT_ONCE; i++) {
            limit.count(ada);
        }
        assertThatThrownBy(() -> limit.count(ada)).isInstanceOf(TooManyRequestsException.class);
        now = now.plus(SendLimit.EACH);
        limit.count(ada);
        assertThatThrownBy(() -> limit.count(ada)).isInstanceOf(TooManyRequestsException.class);
    }

    @Test
    void one_learners_packets_cost_no_other_any() {
        for (int i = 0; i < SendLimit.AT_ONCE; i++) {
            limit.count(ada);
        }
        limit.count(UUID.randomUUID());
        now = now.plus(Duration.ofHours(1));
        for (int i = 0; i < SendLimit.AT_ONCE; i++) {
            limit.count(ada);
        }
    }

    @Test
    void in_a_sandbox_one_packet_is_on_its_way_a_few_wait_and_more_are_refused() throws Exception {
        OneAtATime turns = new OneAtATime();
        SandboxId sandbox = SandboxId.random();
        OneAtATime.Turn first = turns.await(sandbox);
        try (OneAtATime.Turn elsewhere = turns.await(SandboxId.random());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(elsewhere).isNotNull();
            List<Future<Boolean>> others = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                others.add(threads.submit(() -> {
                    try (OneAtATime.Turn turn = turns.await(sandbox)) {
                        return turn != null;
                    } catch (TooManyRequestsException e) {
                        return false;
                    }
                }));
            }
            org.awaitility.Awaitility.await()
                    .until(() -> others.stream().filter(Future::isDone).count() == 6);
            first.close();
            int through = 0;
            for (Future<Boolean> other : others) {
                through += other.get() ? 1 : 0;
            }
            assertThat(through).isEqualTo(4);
        }
        turns.await(sandbox).close();
    }
}
