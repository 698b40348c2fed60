package dev.packetwalk.sandbox;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/** What can happen in a sandbox. Texts in it come from the learner's side and are hostile, but what read them is trusted. */
public sealed interface JournalEvent {
    /**
     * Rules came into force.
     *
     * @param ruleset all of them
     * @param program the name of the program that made the change, up to 15 bytes as the kernel keeps them; empty where it was
     *     not heard, as at a snapshot
     */
    record RulesetBecame(RulesetSnapshot ruleset, String program) implements JournalEvent {
        public RulesetBecame {
            requireNonNull(ruleset, "ruleset");
            requireNonNull(program, "program");
        }
    }

    /**
     * Connection tracking made, changed or forgot a flow.
     *
     * @param change which of them
     * @param line the flow as {@code conntrack -E -o extended,id} prints it, without the word for the change
     */
    record FlowChanged(FlowChange change, String line) implements JournalEvent {
        public FlowChanged {
            requireNonNull(change, "change");
            requireNonNull(line, "line");
        }
    }

    /** What connection tracking did with a flow. */
    enum FlowChange {
        NEW,
        UPDATED,
        DESTROYED
    }

    /**
     * A probe came to its end.
     *
     * @param probe what was sent
     * @param result what came back
     * @param generation of the rules that were in force before it was sent and after its end; -1 when they changed meanwhile
     */
    record Probed(Probe probe, ProbeResult result, long generation) implements JournalEvent {
        public Probed {
            requireNonNull(probe, "probe");
            requireNonNull(result, "result");
        }
    }

    /**
     * A file of the box was found changed.
     *
     * @param path absolute
     * @param content as UTF-8, other bytes replaced, cut at 256 KiB; empty when there is no such file
     */
    record FileBecame(String path, Optional<String> content) implements JournalEvent {
        public FileBecame {
            requireNonNull(path, "path");
            requireNonNull(content, "content");
        }
    }

    /**
     * The learner answered a question.
     *
     * @param exercise the exercise's id
     * @param check the check's id
     * @param answers what was answered, by field
     * @param flows what {@code conntrack -L -o extended,id} printed at that moment; empty if it could not be read
     */
    record Answered(String exercise, String check, Map<String, String> answers, String flows) implements JournalEvent {
        public Answered {
            requireNonNull(exercise, "exercise");
            requireNonNull(check, "check");
            requireNonNull(flows, "flows");
            answers = Map.copyOf(answers);
        }
    }

    /** The learner sent a line to a shell. What it said is not kept; told at most once a second. */
    record LineEntered() implements JournalEvent {}

    /** What happened before this and after the entry above it is not known; a snapshot of the rules follows. */
    record Gap() implements JournalEvent {}
}
