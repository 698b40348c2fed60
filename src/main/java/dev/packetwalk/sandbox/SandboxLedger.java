package dev.packetwalk.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The rows behind {@link Sandboxes}: which sandboxes there are to be, in which state, and whose. Several servers may use one
 * ledger; each method is one transaction, and a server may die between any two of them.
 *
 * <p>A sandbox goes through these states, only forward:
 *
 * <pre>
 *   starting ──► warm ──► claimed ──► ending ──► (no row)
 *       └─────────────────────▲            ▲
 *       └──────────────────────────────────┘
 * </pre>
 *
 * <p>The row is written before anything is made, and deleted after everything is removed, so whatever exists without a row
 * belongs to nobody. Only learners' sandboxes leave an {@link Ending} behind.
 */
public interface SandboxLedger {
    /** Names this installation: drawn once, kept with the rows, and put on everything that the engine makes for it. */
    UUID installation();

    /** Decides about a learner's wish, and writes down what was decided. */
    Decision claim(Wish wish);

    /**
     * Ends the learner's sandbox and decides about one in its place. The learner does not queue behind others for it.
     *
     * @return empty if the sandbox is not a learner's (any more)
     */
    Optional<Decision> replace(SandboxId id, Wish wish);

    /** Withdraws a learner's place in the queue, if there is one. */
    void leaveQueue(UUID learner, String name);

    /**
     * Writes down a sandbox that is to be made for the pool, if there is room and nobody waits for it.
     *
     * @param size how many of this recipe are to be warm or on their way
     */
    Optional<SandboxId> reserve(Making making, int size);

    /** Replaces what an engine keeps for classes; each until its own time. */
    void keepFor(String engine, List<Reserved> reservations);

    /**
     * Takes one step towards as many sandboxes of this recipe as are reserved for a class. A warm one that is nobody's is taken
     * before one is made; those who wait in the queue do not come before it.
     */
    Reserving reserveFor(UUID classId, Making making);

    /**
     * Gives back what is warm and was kept for a class and is reserved no more: to everybody, as far as the pool of its recipe has
     * room, else to be removed.
     *
     * @param pools how many are to be warm, by recipe
     * @return what was marked to be removed
     */
    List<SandboxId> releaseReserved(String engine, Map<String, Integer> pools, Instant now);

    /** What is kept for a class, on all engines. */
    ClassRooms rooms(UUID classId, Instant now);

    /** Who of a class waits in the queue, the first first; without those who last asked before this time. */
    List<QueuePlace> places(UUID classId, Instant seenSince);

    /**
     * Moves learners of a class up in the queue, as {@link ClassSandboxes#moveUp(UUID)} tells.
     *
     * @param learner the only one to be moved; all who wait if empty
     * @return how many were moved up
     */
    int moveUp(UUID classId, Optional<UUID> learner, Instant seenSince);

    /**
     * The sandbox was made: it becomes warm, or claimed if it was made for a learner.
     *
     * @return its state from now on; {@link State#ENDING} if it is not wanted any more
     */
    State started(SandboxId id, Terms terms);

    /**
     * Marks a sandbox to be removed, whatever its state. The first reason stays.
     *
     * @return whether it was not marked before
     */
    boolean end(SandboxId id, Ending.Reason reason, String detail, Instant now);

    /** Marks the sandboxes whose time is over, and those that were to be started by now. */
    List<SandboxId> endExpired(String engine, Instant now);

    /** Marks the sandboxes that an earlier life of this server, before it started now, had begun to make. */
    List<SandboxId> endUnfinished(String engine, String server, Instant started);

    /** Marks the warm sandboxes that are of none of these recipes, and kept for no class. */
    List<SandboxId> endOutdated(String engine, List<String> recipes, Instant now);

    /** Everything of the sandbox is gone: deletes its row. */
    void removed(SandboxId id);

    /** Every row of an engine. */
    List<Row> rows(String engine);

    /** The lease on a sandbox, while a learner holds it. */
    Optional<Lease> lease(SandboxId id);

    /** The lease that a learner holds under this name. */
    Optional<Lease> lease(UUID learner, String name);

    /** What a learner holds, least recently used first. */
    List<Lease> leases(UUID learner);

    /** Every lease of an engine. */
    List<Lease> leasesOf(String engine);

    /** Those of an engine that end within the warning, or within a third of the class's idle limit where that is less. */
    List<Lease> leasesEnding(String engine, Instant now, Duration warning);

    /** Moves the idle end of a lease to this time, if that is later than it was; never past the hard end. */
    Optional<Lease> keepUntil(SandboxId id, Instant idleEnd);

    /** The learner did something: the idle end is the class's idle limit from then, or this one where the class has none. */
    void touched(SandboxId id, Instant at, Duration idleLimit);

    /**
     * Moves the hard end of a lease by this much, though not further than the longest life from when it was claimed, nor back; and
     * the idle end to at least this much from now.
     */
    Optional<Lease> prolong(SandboxId id, Duration by, Duration longestLife, Instant now);

    /** Endings after this sequence number, oldest first, at most 1000; and forgets those older than a day. */
    List<Ending> endingsAfter(long sequence, Instant now);

    /** The number of the newest ending. */
    long lastEnding();

    /** How a learner's latest sandbox of this name ended, within the last day. */
    Optional<Ending> ending(UUID learner, String name);

    /** Counts by state. */
    Census census(String engine, Instant now, Duration placeExpiry);

    /** The states of a sandbox. */
    enum State {
        STARTING,
        WARM,
        CLAIMED,
        ENDING
    }

    /**
     * A sandbox as it is written down.
     *
     * @param recipe topology and revision that it was made of
     */
    record Row(SandboxId id, State state, String recipe) {}

    /**
     * What it takes to write down a new sandbox.
     *
     * @param engine {@link SandboxEngine#name()}
     * @param server {@link SandboxSettings#server()}
     * @param topology the topology's name
     * @param recipe topology and revision; sandboxes of one recipe are interchangeable
     * @param maximum the most rows that the engine may have
     * @param placeExpiry after which a place in the queue does not count
     * @param now the time
     * @param startBy when it must have been made
     */
    record Making(
            String engine,
            String server,
            String topology,
            String recipe,
            int maximum,
            Duration placeExpiry,
            Instant now,
            Instant startBy) {}

    /** The times of a lease that begins now. */
    record Terms(Instant now, Instant idleEnd, Instant hardEnd) {}

    /** A learner wants a sandbox. */
    record Wish(UUID learner, String name, int perLearner, Making making, Terms terms) {}

    /**
     * A reservation as it is written down.
     *
     * @param recipe topology and revision
     * @param size how many are kept, those that the class's learners hold included
     * @param until when it is over
     */
    record Reserved(UUID classId, String topology, String recipe, int size, Instant until) {}

    /** A step towards what is reserved for a class. */
    sealed interface Reserving {
        /** There are as many as are reserved, or nothing is reserved any more. */
        record Enough() implements Reserving {}

        /** A warm one that was everybody's is kept for the class now. */
        record Adopted(SandboxId id) implements Reserving {}

        /** There is room: the row is written, the caller makes it now. */
        record Make(SandboxId id) implements Reserving {}

        /** A warm one of another recipe makes room: once the caller has removed it, the next step can be taken. */
        record MakeRoom(SandboxId outgoing) implements Reserving {}

        /** Learners hold all that there is. */
        record Full() implements Reserving {}
    }

    /** What was decided about a wish. */
    sealed interface Decision {
        /** The learner has it already. */
        record Held(Lease lease) implements Decision {}

        /** A warm one is theirs now. */
        record Handed(Lease lease) implements Decision {}

        /** There is room: the row is written, the caller makes it now. */
        record Make(SandboxId id) implements Decision {}

        /** Somebody is making it for this learner at this moment. */
        record BeingMade(SandboxId id) implements Decision {}

        /** The learner is next: once the caller has removed this one, the wish can be granted. */
        record MakeRoom(SandboxId outgoing) implements Decision {}

        /** The learner has a place in the queue. */
        record Wait(int position, int length) implements Decision {}

        /** The learner holds too many. */
        record TooMany(List<Lease> held) implements Decision {}
    }
}
