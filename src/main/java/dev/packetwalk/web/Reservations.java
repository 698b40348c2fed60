package dev.packetwalk.web;

import dev.packetwalk.progress.classes.ClassStarts;
import dev.packetwalk.progress.classes.ClassStarts.Starting;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.sandbox.ClassRooms;
import dev.packetwalk.sandbox.ClassSandboxes;
import dev.packetwalk.sandbox.Reservation;
import dev.packetwalk.sandbox.Sandboxes;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Has the sandboxes ready that classes have reserved: from as long before a class's start as making them takes, until half an hour
 * after it. Every server does so by itself, from the same rows, and comes to the same.
 */
@Singleton
public final class Reservations {
    private static final Duration SHORTEST_LEAD = Duration.ofMinutes(1);

    private final ClassStarts starts;
    private final Instance<Sandboxes> sandboxes;
    private final Lessons lessons;
    private final InstantSource clock;
    private volatile boolean anything = true;

    @Inject
    Reservations(ClassStarts starts, Instance<Sandboxes> sandboxes, Lessons lessons) {
        this(starts, sandboxes, lessons, InstantSource.system());
    }

    Reservations(ClassStarts starts, Instance<Sandboxes> sandboxes, Lessons lessons, InstantSource clock) {
        this.starts = starts;
        this.sandboxes = sandboxes;
        this.lessons = lessons;
        this.clock = clock;
    }

    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void keep() {
        keepNow();
    }

    /** Looks now, not in seconds; for whoever has changed what a class has reserved. What fails is tried again in seconds. */
    public void keepNow() {
        try {
            reserveWhatIsDue();
        } catch (RuntimeException e) {
            // An engine or a database that is away is told of by those who need it more.
            Log.debugf(e, "what classes have reserved is looked at again soon");
        }
    }

    private void reserveWhatIsDue() {
        Instant now = clock.instant();
        ClassSandboxes classes = sandboxes.get().classes();
        starts.drawSeats(now.minus(ReservationPlan.KEPT), now.plus(ReservationPlan.EARLIEST));
        List<Starting> due =
                starts.between(now.minus(ReservationPlan.KEPT), now.plus(ReservationPlan.EARLIEST)).stream()
                        .filter(starting -> !now.isBefore(starting.startsAt().minus(lead(starting, classes))))
                        .toList();
        if (due.isEmpty() && !anything) {
            return;
        }
        List<Reservation> reservations =
                new ReservationPlan(lessons, classes.maximum(), sandboxes.get().leases()).of(due);
        classes.reserve(reservations);
        anything = !reservations.isEmpty();
    }

    /** Twice as long as making them has taken lately, and a minute: the machine has other things to do as well. */
    private static Duration lead(Starting starting, ClassSandboxes classes) {
        Duration lead = classes.timeToMake(starting.reserved()).multipliedBy(2).plus(SHORTEST_LEAD);
        return lead.compareTo(ReservationPlan.EARLIEST) < 0 ? lead : ReservationPlan.EARLIEST;
    }

    /** What has become of a class's wish for sandboxes; empty if it has none, or no start. */
    public Optional<State> of(TaughtClass taught) {
        @Nullable Instant startsAt = taught.plan().startsAt();
        if (startsAt == null || taught.plan().reserved() == 0 || taught.closedAt() != null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Duration around = ReservationPlan.EARLIEST.plus(ReservationPlan.KEPT);
        List<Starting> atThatTime = starts.between(startsAt.minus(around), startsAt.plus(around));
        int maximum = sandboxes.get().classes().maximum();
        int granted = ReservationPlan.granted(atThatTime, maximum).entrySet().stream()
                .filter(entry -> entry.getKey().id().equals(taught.id()))
                .mapToInt(java.util.Map.Entry::getValue)
                .sum();
        ClassRooms rooms = sandboxes.get().classes().rooms(taught.id());
        return Optional.of(new State(
                taught.plan().reserved(),
                granted,
                rooms.ready(),
                rooms.held(),
                maximum,
                startsAt.minus(ReservationPlan.EARLIEST),
                startsAt.plus(ReservationPlan.KEPT),
                now.isAfter(startsAt.plus(ReservationPlan.KEPT))));
    }

    /**
     * What an instructor is told about the sandboxes that a class has reserved.
     *
     * @param wanted how many were asked for
     * @param granted how many the lab can have beside what other classes of that time have reserved; learners who hold machines
     *     already may leave fewer
     * @param ready how many of them are warm at this moment
     * @param held how many of them its learners hold at this moment
     * @param maximum the most that the lab can have at a time, for everybody together
     * @param from when the first is made at the earliest
     * @param until when they go back to everybody
     * @param over whether that has come
     */
    public record State(
            int wanted, int granted, int ready, int held, int maximum, Instant from, Instant until, boolean over) {
        /** Whether the lab cannot have as many as were asked for: the class's instructor has to know. */
        public boolean isShort() {
            return granted < wanted;
        }

        /** Where it is short, how many of all go to classes that begin before this one; 0 if the lab itself is too small. */
        public int others() {
            return isShort() ? maximum - granted : 0;
        }
    }
}
