package dev.packetwalk.progress;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The order in which those who wait are served when instructors have moved some of them up. Whoever is first stays first. Behind
 * them, those moved up and the others take turns, one for one, so that nobody waits more than twice as long; of those moved up, the
 * classes take turns, so that a large class does not come before a small one.
 */
final class QueueOrder {
    private QueueOrder() {}

    /**
     * One who waits.
     *
     * @param ticket the lower, the earlier; 0 and less for who is served before the queue, and not moved at all
     * @param movedFor the class for which they were moved up
     */
    record Waiting(UUID learner, String name, long ticket, Optional<UUID> movedFor) {
        boolean beforeTheQueue() {
            return ticket <= 0;
        }
    }

    /** @param waiting by ticket */
    static List<Waiting> fair(List<Waiting> waiting) {
        List<Waiting> order =
                new ArrayList<>(waiting.stream().filter(Waiting::beforeTheQueue).toList());
        List<Waiting> queue =
                waiting.stream().filter(one -> !one.beforeTheQueue()).toList();
        if (queue.isEmpty()) {
            return order;
        }
        Deque<Waiting> moved = new ArrayDeque<>(classByClass(queue));
        Deque<Waiting> others = new ArrayDeque<>(
                queue.stream().filter(one -> one.movedFor().isEmpty()).toList());
        Waiting first = queue.getFirst();
        order.add(first);
        moved.remove(first);
        others.remove(first);
        boolean turnOfMoved = first.movedFor().isEmpty();
        while (!moved.isEmpty() || !others.isEmpty()) {
            boolean nextIsMoved = others.isEmpty() || (turnOfMoved && !moved.isEmpty());
            order.add(nextIsMoved ? moved.removeFirst() : others.removeFirst());
            turnOfMoved = !nextIsMoved;
        }
        return order;
    }

    private static List<Waiting> classByClass(List<Waiting> queue) {
        Map<UUID, Deque<Waiting>> classes = new LinkedHashMap<>();
        for (Waiting one : queue) {
            one.movedFor()
                    .ifPresent(id ->
                            classes.computeIfAbsent(id, _ -> new ArrayDeque<>()).add(one));
        }
        List<Waiting> order = new ArrayList<>();
        while (!classes.isEmpty()) {
            classes.values().forEach(members -> order.add(members.removeFirst()));
            classes.values().removeIf(Deque::isEmpty);
        }
        return order;
    }
}
