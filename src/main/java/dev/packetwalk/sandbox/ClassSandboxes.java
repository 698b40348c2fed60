package dev.packetwalk.sandbox;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What classes and those who teach them can do with sandboxes beyond what learners can. Who teaches which class is for the caller to
 * check. Methods block as those of {@link Sandboxes} do.
 */
public final class ClassSandboxes {
    private final SandboxEngine engine;
    private final SandboxLedger ledger;
    private final SandboxSettings settings;
    private final InstantSource clock;
    private final WarmPools pools;
    private final Makings makings;
    private final Runnable fillSoon;

    ClassSandboxes(
            SandboxEngine engine,
            SandboxLedger ledger,
            SandboxSettings settings,
            InstantSource clock,
            WarmPools pools,
            Makings makings,
            Runnable fillSoon) {
        this.engine = engine;
        this.ledger = ledger;
        this.settings = settings;
        this.clock = clock;
        this.pools = pools;
        this.makings = makings;
        this.fillSoon = fillSoon;
    }

    /**
     * Keeps these reservations from now on, in place of all earlier ones. They are written down: until the next call they hold, also
     * across a restart. What is reserved no more goes back to everybody, or is removed.
     */
    public void reserve(List<Reservation> reservations) {
        ledger.keepFor(
                engine.name(),
                reservations.stream()
                        .map(one -> new SandboxLedger.Reserved(
                                one.classId(),
                                one.topology().name(),
                                makings.recipe(one.topology()),
                                one.size(),
                                one.until()))
                        .toList());
        pools.keep(reservations);
        fillSoon.run();
    }

    /** What is kept for a class at this moment. */
    public ClassRooms rooms(UUID classId) {
        return ledger.rooms(classId, clock.instant());
    }

    /** Who of a class waits in the queue at this moment, and at which places; the first first. */
    public List<QueuePlace> waiting(UUID classId) {
        return ledger.places(classId, clock.instant().minus(settings.placeExpiry()));
    }

    /**
     * Moves all of a class who wait in the queue to its front, as far as that is fair: whoever is first stays first; behind them,
     * those moved up and the others are served in turns, one for one; of those moved up, the classes take turns. So nobody waits
     * more than twice as long as without it, and asking again changes nothing for those who were moved before.
     *
     * @return how many were moved up who were not before
     */
    public int moveUp(UUID classId) {
        return ledger.moveUp(classId, Optional.empty(), clock.instant().minus(settings.placeExpiry()));
    }

    /**
     * Moves one learner of a class up as {@link #moveUp(UUID)} moves all.
     *
     * @return whether the learner is of the class, waits, and was not moved up before
     */
    public boolean moveUp(UUID classId, UUID learner) {
        return ledger.moveUp(classId, Optional.of(learner), clock.instant().minus(settings.placeExpiry())) > 0;
    }

    /**
     * Puts off both ends of a learner's sandbox, as only an instructor can: the hard end by this much, up to
     * {@link SandboxSettings#longestLife()} after it was claimed, and the idle end to at least this much from now.
     *
     * @param by more than nothing
     * @return the lease as it is now; empty if it is over
     */
    public Optional<Lease> prolong(SandboxId id, Duration by) {
        if (by.isNegative() || by.isZero()) {
            throw new IllegalArgumentException("to prolong is to give time, not " + by);
        }
        return ledger.prolong(id, by, settings.longestLife(), clock.instant());
    }

    /** The most sandboxes that there can be at a time, and so the most that can be reserved for all classes together. */
    public int maximum() {
        return settings.maximum();
    }

    /** How long it takes at most until this many are made in the background, by how long it has taken lately. */
    public Duration timeToMake(int count) {
        return makings.usualTime().multipliedBy(Math.ceilDiv(count, WarmPools.AT_A_TIME));
    }
}
