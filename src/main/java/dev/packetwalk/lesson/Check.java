package dev.packetwalk.lesson;

import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.ProbeResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

    /**
     * By first match, a drop takes the stated packets although an accept further down would let them in: what {@link Order}
     * forbids, for an exercise in which it has to be done once.
     *
     * @param packets at least one kind, each of which must meet the drop first
     */
    record Overruled(String id, String title, List<Packets> packets) implements Check {
        public Overruled {
            packets = List.copyOf(packets);
        }
    }

    /** The journal saw, or the conntrack table holds, a flow as stated. */
    record Flowed(String id, String title, FlowPattern flow) implements Check {}

    /**
     * The learner's latest answers equal what this sandbox's own evidence says at the time of the answer.
     *
     * @param questions at least one, answered together
     * @param about which flows count as the learner's own, where a question asks about a flow
     */
    record Asked(String id, String title, List<Question> questions, Optional<FlowPattern> about) implements Check {
        public Asked {
            questions = List.copyOf(questions);
        }
    }

    /**
     * A file in the box holds saved rules, counters aside.
     *
     * @param path absolute
     * @param moment which rules
     */
    record Saved(String id, String title, String path, Moment moment) implements Check {}

    /**
     * The steps came true one after the other. A step that is a state must come true after the step before it; being true
     * already does not count. Once all of them have, the check stays passed.
     *
     * @param steps at least two, with ids of their own
     */
    record Sequence(String id, String title, List<Step> steps) implements Check {
        public Sequence {
            steps = List.copyOf(steps);
        }
    }

    /**
     * The rules became again what they were when an earlier step of the same sequence came true. Only a step.
     *
     * @param step that earlier step's id
     * @param handsOff how long before it no line may have been entered, so that it came about by itself; empty if it may be done
     *     by hand
     */
    record Restored(String id, String title, String step, Optional<Duration> handsOff) implements Check {}

    /**
     * One step of a sequence.
     *
     * @param check what must come true; neither a sequence nor, in turn, made of steps
     * @param within how long after the step before it; empty for any time
     */
    record Step(Check check, Optional<Duration> within) {}

    /** Which rules a file is held against. */
    sealed interface Moment {
        /** Those in force when the check is made. */
        record Now() implements Moment {}

        /** Those in force when the file got its present content. */
        record Written() implements Moment {}

        /** Those in force when an earlier step of the same sequence came true. */
        record OfStep(String step) implements Moment {}
    }

    /** How a packet ends. */
    enum Ending {
        ACCEPTED,
        DROPPED,
        REJECTED,
        /** Dropped or rejected. */
        STOPPED
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
