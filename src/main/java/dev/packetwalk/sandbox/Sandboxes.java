package dev.packetwalk.sandbox;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sandboxes for learners: everything that the rest of the product does with them. Safe for use by many threads; methods block
 * and are meant for virtual threads. Who may use a sandbox is for the caller to check, against {@link Lease#learner()}.
 *
 * <p>What it knows is in the {@link SandboxLedger}; a server that is killed at any moment loses nothing, and leaves nothing
 * behind that the next start does not find.
 */
@SuppressWarnings("DoNotCallSuggester") // Signatures first; the bodies follow.
public final class Sandboxes implements AutoCloseable {
    public Sandboxes(SandboxEngine engine, SandboxLedger ledger, SandboxSettings settings, InstantSource clock) {}

    /** Clears what an earlier life left, adopts what belongs to someone, and starts the work in the background. */
    public void start() {
        throw new UnsupportedOperationException();
    }

    /**
     * Gives the learner a sandbox, or a place in the queue. Asking again gives the same sandbox, or tells the place as it is
     * now; a waiting page asks every few seconds. Takes milliseconds when a warm one is there, else as long as making one.
     *
     * @param name what it is for; a learner has one sandbox for each name
     * @throws SandboxUnavailableException if one had to be made and the engine failed
     */
    public Claim claim(UUID learner, String name, Topology topology) {
        throw new UnsupportedOperationException();
    }

    /** Withdraws a learner's place in the queue. */
    public void leaveQueue(UUID learner, String name) {
        throw new UnsupportedOperationException();
    }

    /** The lease on this sandbox; empty when it is no learner's, or gone. */
    public Optional<Lease> lease(SandboxId id) {
        throw new UnsupportedOperationException();
    }

    /** The lease that the learner holds for this name. */
    public Optional<Lease> lease(UUID learner, String name) {
        throw new UnsupportedOperationException();
    }

    /** What the learner holds, least recently used first. */
    public List<Lease> leases(UUID learner) {
        throw new UnsupportedOperationException();
    }

    /** How the learner's latest sandbox for this name ended, within the last day. */
    public Optional<Ending> ending(UUID learner, String name) {
        throw new UnsupportedOperationException();
    }

    /** The learner did something: the idle limit counts from now. Cheap enough for every key. Typing does this by itself. */
    public void touch(SandboxId id) {
        throw new UnsupportedOperationException();
    }

    /** The learner asked for more time. Returns the lease as it is now; empty if it is over. */
    public Optional<Lease> extend(SandboxId id) {
        throw new UnsupportedOperationException();
    }

    /**
     * Gives the learner a pristine sandbox in place of this one, which is removed with all that runs in it. The learner is
     * served before those who wait.
     *
     * @throws IllegalArgumentException if the sandbox is no learner's, or gone
     */
    public Claim reset(SandboxId id, Topology topology) {
        throw new UnsupportedOperationException();
    }

    /** The learner is done: the sandbox is removed. Releasing what is gone is not an error. */
    public void release(SandboxId id) {
        throw new UnsupportedOperationException();
    }

    /**
     * The keeper of a sandbox: one connection for all callers, which reconnects by itself. After a reconnect its listeners
     * hear {@link KeeperEvent.Gap}; {@link KeeperEvent.Lost} only when the sandbox ends. Closing it has no effect; close the
     * subscriptions instead.
     */
    public Keeper keeper(SandboxId id) {
        throw new UnsupportedOperationException();
    }

    /** See {@link SandboxEngine#attach}. What is written counts as the learner doing something. */
    public TerminalStream attach(SandboxId id, TerminalName name, TerminalSize size) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** See {@link SandboxEngine#end}. */
    public void end(SandboxId id, TerminalName name) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** See {@link SandboxEngine#terminals}. */
    public List<TerminalName> terminals(SandboxId id) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** See {@link SandboxEngine#readFile}. */
    public byte @Nullable [] readFile(SandboxId id, String path, int limit) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Hears of every lease's warning and end from now on, in order, on a thread of this class; must not block. */
    public Keeper.Subscription listen(Consumer<LeaseEvent> listener) {
        throw new UnsupportedOperationException();
    }

    /** Counts by state, for metrics. */
    public Census census() {
        throw new UnsupportedOperationException();
    }

    /** Ends the background work and the connections. The sandboxes stay: the next start adopts them. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
