package dev.packetwalk.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.progress.QueueOrder.Waiting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Learners are letters: those of class A moved up are {@code a1 a2}, those of class B {@code b1 b2}, the others {@code x y z}. */
class QueueOrderTest {
    private static final UUID A = new UUID(0, 1);
    private static final UUID B = new UUID(0, 2);

    @Test
    void without_anybody_moved_up_it_is_first_come_first_served() {
        assertThat(fair("x y z")).isEqualTo("x y z");
        assertThat(fair("")).isEmpty();
    }

    @Test
    void the_first_stays_and_then_they_take_turns() {
        assertThat(fair("x y z a1 a2 a3")).isEqualTo("x a1 y a2 z a3");
        assertThat(fair("a1 x y z a2 a3")).isEqualTo("a1 x a2 y a3 z");
    }

    @Test
    void a_large_class_does_not_come_before_a_small_one() {
        assertThat(fair("x a1 a2 a3 b1 b2 y")).isEqualTo("x a1 y b1 a2 b2 a3");
    }

    @Test
    void doing_it_again_changes_nothing_whoever_was_served_meanwhile() {
        String order = fair("x y z w a1 a2 a3 b1");
        while (order.contains(" ")) {
            assertThat(fair(order)).isEqualTo(order);
            order = order.substring(order.indexOf(' ') + 1);
        }
    }

    @Test
    void who_is_served_before_the_queue_stays_there() {
        List<Waiting> waiting = new ArrayList<>(List.of(new Waiting(A, "reset", -1, Optional.empty())));
        waiting.addAll(queue("x a1"));
        assertThat(QueueOrder.fair(waiting).getFirst().name()).isEqualTo("reset");
    }

    @Test
    void nobody_is_lost_and_nobody_waits_more_than_twice_as_long() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            List<String> names = new ArrayList<>();
            int length = random.nextInt(1, 30);
            for (int i = 0; i < length; i++) {
                names.add(List.of("a", "b", "x").get(random.nextInt(3)) + i);
            }
            List<Waiting> before = queue(String.join(" ", names));
            List<Waiting> after = QueueOrder.fair(before);
            assertThat(after).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(before);
            for (Waiting one : before) {
                if (one.movedFor().isEmpty()) {
                    assertThat(after.indexOf(one) + 1)
                            .as("%s of %s, seed %d", one.name(), names, seed)
                            .isLessThanOrEqualTo(2 * (before.indexOf(one) + 1));
                }
            }
        }
    }

    private static String fair(String queue) {
        return QueueOrder.fair(queue(queue)).stream().map(Waiting::name).collect(Collectors.joining(" "));
    }

    private static List<Waiting> queue(String names) {
        List<Waiting> waiting = new ArrayList<>();
        for (String name :
                Arrays.stream(names.split(" ", -1)).filter(n -> !n.isEmpty()).toList()) {
            Optional<UUID> movedFor = switch (name.charAt(0)) {
                case 'a' -> Optional.of(A);
                case 'b' -> Optional.of(B);
                default -> Optional.empty();
            };
            waiting.add(new Waiting(new UUID(1, waiting.size()), name, waiting.size() + 1, movedFor));
        }
        return waiting;
    }
}
