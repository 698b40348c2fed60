package dev.packetwalk.web;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.progress.classes.ClassStarts.Starting;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.Reservation;
import dev.packetwalk.sandbox.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns what classes have reserved into sandboxes of one kind or another, by what their learners will open first. Most begin with the
 * lesson's first exercise. Where its machine differs from learner to learner, those who were enrolled {@link #EARLIEST} before the
 * start have their own made, and so have those whom the roster expects by a login that they have, and those who will join as somebody
 * new, whose ids are drawn beforehand. Who is a learner already and comes unexpected has theirs made then, in the place of a seat; when
 * none is left there is the lesson's first machine that is the same for everybody. Classes that begin earlier are served first, as long
 * as the lab has room.
 */
final class ReservationPlan {
    /** How long before a class's start its sandboxes are made at the earliest. */
    static final Duration EARLIEST = Duration.ofMinutes(10);

    /** How long after it they are kept for those who come late. */
    static final Duration KEPT = Duration.ofMinutes(30);

    private final Lessons lessons;
    private final int maximum;
    private final Map<UUID, List<Lease>> leases;

    /**
     * @param maximum the most sandboxes that there can be
     * @param leases what learners hold now
     */
    ReservationPlan(Lessons lessons, int maximum, List<Lease> leases) {
        this.lessons = lessons;
        this.maximum = maximum;
        this.leases = leases.stream().collect(Collectors.groupingBy(Lease::learner));
    }

    /** For classes whose time has come, the earliest first. */
    List<Reservation> of(List<Starting> classes) {
        List<Reservation> all = new ArrayList<>();
        granted(classes, maximum)
                .forEach((starting, count) -> lesson(starting)
                        .ifPresent(lesson -> all.addAll(new OneClass(starting, lesson, count).reservations())));
        return List.copyOf(all);
    }

    /** How many of the sandboxes that they have reserved the lab can have for each, in this order. */
    static Map<Starting, Integer> granted(List<Starting> classes, int maximum) {
        Map<Starting, Integer> granted = new LinkedHashMap<>();
        int left = maximum;
        for (Starting starting : classes) {
            int count = Math.min(left, starting.reserved());
            granted.put(starting, count);
            left -= count;
        }
        return granted;
    }

    private Optional<Lesson> lesson(Starting starting) {
        return lessons.all().stream()
                .filter(lesson -> lesson.id().equals(starting.lesson()))
                .findFirst();
    }

    private final class OneClass {
        private final Starting starting;
        private final Lesson lesson;
        private final int count;
        private final Optional<Topology> everybodys;

        OneClass(Starting starting, Lesson lesson, int count) {
            this.starting = starting;
            this.lesson = lesson;
            this.count = count;
            this.everybodys = lesson.all()
                    .filter(exercise -> exercise.parameters().isEmpty())
                    .findFirst()
                    .map(exercise -> exercise.sandbox().topology());
        }

        List<Reservation> reservations() {
            List<Reservation> reservations = new ArrayList<>();
            // Those who hold a machine of everybody's kind count within that reservation.
            int left = count - holdersOfOtherKinds();
            for (Topology own : ownMachines()) {
                if (left > 0) {
                    reservations.add(reservation(own, 1));
                    left--;
                }
            }
            if (left > 0) {
                int seats = left;
                everybodys.ifPresent(topology -> reservations.add(reservation(topology, seats)));
            }
            return reservations;
        }

        private int holdersOfOtherKinds() {
            Set<String> kind = everybodys.map(Topology::name).stream().collect(Collectors.toSet());
            return (int) starting.members().keySet().stream()
                    .map(learner -> leases.getOrDefault(learner, List.of()))
                    .filter(held ->
                            !held.isEmpty() && held.stream().noneMatch(lease -> kind.contains(lease.topology())))
                    .count();
        }

        /** Of those whose ids are known and who hold nothing yet, the class's members first, then of those who will be somebody new. */
        private List<Topology> ownMachines() {
            Exercise first = lesson.all().findFirst().orElseThrow();
            if (first.parameters().isEmpty()) {
                return List.of();
            }
            Instant early = starting.startsAt().minus(EARLIEST);
            Stream<UUID> members = starting.members().entrySet().stream()
                    .filter(member -> member.getValue().seated()
                            || member.getValue().since().isBefore(early))
                    .map(Map.Entry::getKey)
                    .sorted();
            Stream<UUID> known = Stream.concat(members, starting.expected().stream())
                    .filter(learner -> !leases.containsKey(learner));
            return Stream.concat(known, starting.seats().stream())
                    .map(learner ->
                            first.forLearner(Exercise.seed(learner)).sandbox().topology())
                    .toList();
        }

        private Reservation reservation(Topology topology, int size) {
            return new Reservation(
                    starting.id(), topology, size, starting.startsAt().plus(KEPT));
        }
    }
}
