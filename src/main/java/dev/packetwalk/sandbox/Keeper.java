package dev.packetwalk.sandbox;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * The connection to one sandbox's keeper: trusted observations from outside the learner's reach. Safe for use by many threads.
 * Every request has a limit on its time and fails with an {@link IOException} past it. Closing leaves the keeper running.
 */
public interface Keeper extends AutoCloseable {
    /** The rules in force now, as one generation. */
    RulesetSnapshot ruleset() throws IOException;

    /** The rules in force, their counters perhaps as they were when somebody read these rules before: that costs nothing. */
    default RulesetSnapshot rulesInForce() throws IOException {
        return ruleset();
    }

    /** What {@code conntrack -L -o extended,id} prints now. */
    String flows() throws IOException;

    /** Sends one packet, or opens one connection, and tells what came back. */
    ProbeResult probe(Probe probe) throws IOException;

    /** Like {@link #probe}, and tells which rules were in force behind the answer: one question instead of two. */
    default ProbeOutcome send(Probe probe) throws IOException {
        return new ProbeOutcome(probe(probe), generation());
    }

    /** Sends the packet of a probe, and tells what the kernel did to it and to what answers it. One at a time; another meanwhile fails. */
    Trace trace(Probe probe, Segment segment) throws IOException;

    /** The same for the packet that opens a connection. */
    default Trace trace(Probe probe) throws IOException {
        return trace(probe, Segment.OPENING);
    }

    /**
     * Has the kernel trace packets that others send from now on, a few of many; a watch before it ends. Probes are not watched for.
     *
     * @return the number of the watch, to be asked about at least every 3 seconds, or it ends
     */
    long watch(PacketFilter filter) throws IOException;

    /** What has been seen since it was asked for last; fails for a watch that has ended. */
    Watched watched(long watch) throws IOException;

    /** The same for the last time: the watch ends. */
    Watched unwatch(long watch) throws IOException;

    /** The number of the rules in force now; much cheaper than reading them. */
    long generation() throws IOException;

    /** Answers as soon as the keeper does. */
    default void ping() throws IOException {
        generation();
    }

    /**
     * Hears of what happens in the sandbox from now on. Listeners are called in order, on a thread of the connection, and must
     * not block; a lost connection arrives as {@link KeeperEvent.Lost}, the last event.
     *
     * @return closes to stop listening
     */
    Subscription listen(Consumer<KeeperEvent> listener);

    @Override
    void close();

    /** Ends listening when closed. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
