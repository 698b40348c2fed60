package dev.packetwalk.sandbox;

import java.io.IOException;
import java.util.List;

/**
 * Makes, finds and removes sandboxes on one machine or cluster. The small port behind which an adapter lives; every adapter
 * passes {@code SandboxEngineContract}.
 *
 * <p>All methods block, have a limit on how long, and may be called from any thread, virtual ones included. Failures of the
 * engine itself are {@link SandboxUnavailableException}s whose message says what to do.
 */
public interface SandboxEngine {
    /** Names the machine or cluster behind this engine; the same for every server that reaches it, and across restarts. */
    String name();

    /** Names what sandboxes are made of now, such as the versions of images; a sandbox of another revision is outdated. */
    String revision();

    /**
     * Creates and starts a sandbox; returns when its keeper is ready and a terminal can be opened. What a failed call leaves
     * behind, it removes, or {@link #list()} shows it.
     */
    void create(SandboxId id, Topology topology);

    /** Every sandbox of this installation that exists in whole or in part, whatever its state. */
    List<Found> list();

    /** Removes a sandbox with all that belongs to it. Removing what is not there is not an error. */
    void remove(SandboxId id);

    /**
     * Connects to the keeper of a sandbox.
     *
     * @throws IOException if the sandbox is gone or its keeper does not answer
     */
    Keeper connect(SandboxId id) throws IOException;

    /**
     * Attaches to a terminal of the box, starting its shell when there is none of that name yet. Attaching a second time
     * detaches whoever was attached before.
     *
     * @throws IOException if the sandbox is gone or its shell cannot be started
     */
    TerminalStream attach(SandboxId id, TerminalName name, TerminalSize size) throws IOException;

    /** Ends the shell of a terminal and every process of its session. Ending what is not there is not an error. */
    void end(SandboxId id, TerminalName name) throws IOException;

    /** The names of the terminals whose shells are running. */
    List<TerminalName> terminals(SandboxId id) throws IOException;

    /**
     * Reads a file of the box. Content comes from the learner's side: it is evidence of what the learner has, never trusted.
     *
     * @param path absolute
     * @param limit the most bytes to read; a longer file is cut there
     * @return the bytes, or {@code null} if there is no such regular file
     */
    byte @org.jspecify.annotations.Nullable [] readFile(SandboxId id, String path, int limit) throws IOException;

    /**
     * The sandboxes that use more than their share of something that the engine can't bound by itself. Called every few
     * seconds; cheap when nothing is wrong.
     */
    List<Overuse> overuse();

    /**
     * A sandbox that takes too much.
     *
     * @param id its id
     * @param detail of what, and how much of it is allowed: a sentence for the learner
     */
    record Overuse(SandboxId id, String detail) {}

    /**
     * A sandbox that exists.
     *
     * @param id its id
     * @param topology the name of the topology it was made with
     * @param whole whether all of its parts run
     */
    record Found(SandboxId id, String topology, boolean whole) {}
}
