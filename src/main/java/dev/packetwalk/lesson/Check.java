package dev.packetwalk.lesson;

import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.ProbeResult;
import java.util.List;
import java.util.Set;

/**
 * Something that is true once an exercise is done, stated as data. Each kind is one record; whoever decides about checks
 * switches over them without a default, so that a new kind breaks the build where it matters.
 */
public sealed interface Check {
    /** Unique within the exercise. */
    String id();

    /** What is checked, as a short sentence for learners. */
    String title();

    /**
     * Every one of the stated packets ends as stated, by our walk over the live ruleset.
     *
     * @param packets at least one kind of packet
     * @param ending how they must all end
     * @param confirmations real probes that must not contradict the walk
     */
    record Verdict(String id, String title, List<Packets> packets, Ending ending, List<Confirmation> confirmations)
            implements Check {
        public Verdict {
            packets = List.copyOf(packets);
            confirmations = List.copyOf(confirmations);
        }
    }

    /**
     * By first match, an accept decides about the one kind of packets before the drop that ends the others can see them.
     *
     * @param accepted packets that an accept must decide about
     * @param dropped packets that must meet a drop; while nothing drops them there is no order to speak of
     */
    record Order(String id, String title, List<Packets> accepted, List<Packets> dropped) implements Check {
        public Order {
            accepted = List.copyOf(accepted);
            dropped = List.copyOf(dropped);
        }
    }

    /** A real packet gets one of the stated answers. */
    record Probed(String id, String title, Confirmation expected) implements Check {}

    /** How a packet ends. */
    enum Ending {
        ACCEPTED,
        DROPPED,
        REJECTED
    }

    /**
     * A real packet, and the answers to it that agree with what a check states.
     *
     * @param probe what to send
     * @param answers at least one
     */
    record Confirmation(Probe probe, Set<ProbeResult.Answer> answers) {
        public Confirmation {
            answers = Set.copyOf(answers);
        }
    }
}
