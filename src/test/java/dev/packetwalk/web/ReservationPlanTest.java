package dev.packetwalk.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.progress.classes.ClassStarts.Member;
import dev.packetwalk.progress.classes.ClassStarts.Starting;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.Reservation;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.Topology;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is made ready for a class, of the lesson that there is. */
class ReservationPlanTest {
    private static final String LESSON = "iptables-following-a-packet";
    private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");
    private static final Instant UNTIL = START.plus(Duration.ofMinutes(30));
    private static final Lessons LESSONS = Lessons.from(Path.of("labs"));

    private final UUID taught = UUID.randomUUID();
    private final UUID early = UUID.randomUUID();
    private final UUID late = UUID.randomUUID();

    @Test
    void for_who_is_not_known_yet_there_is_the_first_machine_that_is_everybodys() {
        assertThat(plan(100, List.of(), starting(30, Map.of())))
                .containsExactly(new Reservation(taught, everybodys(), 30, UNTIL));
    }

    @Test
    void who_enrolled_early_has_the_first_exercises_own_machine() {
        Starting starting =
                starting(3, Map.of(early, START.minus(Duration.ofDays(1)), late, START.minus(Duration.ofMinutes(1))));
        assertThat(plan(100, List.of(), starting))
                .containsExactly(
                        new Reservation(taught, firstOf(early), 1, UNTIL),
                        new Reservation(taught, everybodys(), 2, UNTIL));
    }

    @Test
    void who_takes_a_seat_finds_the_machine_that_was_made_for_it() {
        UUID next = new UUID(0, 1);
        UUID last = new UUID(0, 2);
        Starting before = starting(3, Map.of(), List.of(late, next, last));
        Starting after = new Starting(
                taught, LESSON, START, 3, Map.of(late, new Member(START, true)), List.of(), List.of(next, last));
        List<Reservation> made = plan(100, List.of(), before);
        assertThat(made)
                .containsExactly(
                        new Reservation(taught, firstOf(late), 1, UNTIL),
                        new Reservation(taught, firstOf(next), 1, UNTIL),
                        new Reservation(taught, firstOf(last), 1, UNTIL));
        assertThat(plan(100, List.of(), after)).containsExactlyElementsOf(made);
        assertThat(plan(2, List.of(), before)).containsExactlyElementsOf(made.subList(0, 2));
    }

    @Test
    void whom_the_roster_expects_has_their_own_before_who_will_be_somebody_new_unless_they_hold_one() {
        UUID seat = new UUID(0, 1);
        Starting starting = new Starting(taught, LESSON, START, 2, Map.of(), List.of(early, late), List.of(seat));
        assertThat(plan(100, List.of(), starting))
                .containsExactly(
                        new Reservation(taught, firstOf(early), 1, UNTIL),
                        new Reservation(taught, firstOf(late), 1, UNTIL));
        assertThat(plan(100, List.of(lease(early, "docker-host")), starting))
                .containsExactly(
                        new Reservation(taught, firstOf(late), 1, UNTIL),
                        new Reservation(taught, firstOf(seat), 1, UNTIL));
    }

    @Test
    void who_holds_a_machine_has_none_made_and_one_of_everybodys_kind_counts_in_the_ledger() {
        Starting starting =
                starting(3, Map.of(early, START.minus(Duration.ofDays(1)), late, START.minus(Duration.ofMinutes(1))));
        assertThat(plan(100, List.of(lease(early, "docker-host"), lease(late, "plain")), starting))
                .containsExactly(new Reservation(taught, everybodys(), 2, UNTIL));
    }

    @Test
    void there_are_never_more_than_the_lab_has_and_who_begins_first_is_served_first() {
        Starting first = starting(30, Map.of());
        Starting second =
                new Starting(UUID.randomUUID(), LESSON, START.plusSeconds(60), 30, Map.of(), List.of(), List.of());
        assertThat(new ReservationPlan(LESSONS, 40, List.of()).of(List.of(first, second)))
                .extracting(Reservation::classId, Reservation::size)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(taught, 30),
                        org.assertj.core.groups.Tuple.tuple(second.id(), 10));
        assertThat(ReservationPlan.granted(List.of(first, second), 20)).containsValues(20, 0);
    }

    @Test
    void a_lesson_that_is_not_offered_any_more_gets_nothing() {
        assertThat(plan(100, List.of(), new Starting(taught, "gone", START, 3, Map.of(), List.of(), List.of())))
                .isEmpty();
    }

    private static List<Reservation> plan(int maximum, List<Lease> leases, Starting starting) {
        return new ReservationPlan(LESSONS, maximum, leases).of(List.of(starting));
    }

    private Starting starting(int reserved, Map<UUID, Instant> members) {
        return starting(reserved, members, List.of());
    }

    private Starting starting(int reserved, Map<UUID, Instant> members, List<UUID> seats) {
        Map<UUID, Member> unseated = members.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, member -> new Member(member.getValue(), false)));
        return new Starting(taught, LESSON, START, reserved, unseated, List.of(), seats);
    }

    private static Topology everybodys() {
        return LESSONS.exercise(LESSON, "minimal-firewall", new UUID(0, 0))
                .sandbox()
                .topology();
    }

    private static Topology firstOf(UUID learner) {
        Exercise first = LESSONS.lesson(LESSON).exercises().getFirst();
        return first.forLearner(Exercise.seed(learner)).sandbox().topology();
    }

    private static Lease lease(UUID learner, String topology) {
        return new Lease(SandboxId.random(), learner, LESSON + "/x", topology, START, START, START);
    }
}
