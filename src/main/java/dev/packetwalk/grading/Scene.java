package dev.packetwalk.grading;

import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.sandbox.JournalEvent;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.RulesetSnapshot;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of a sandbox at one moment of its journal. Moves on while the journal is replayed. */
final class Scene {
    private final Map<Probe, Evidence.Answered> probes = new HashMap<>();
    private final Map<String, FileText> files = new HashMap<>();
    private final FlowLog flows = new FlowLog();
    private final boolean followsFlows;
    private Instant at = Instant.EPOCH;
    private @Nullable RulesetSnapshot ruleset;
    private @Nullable RulesInForce rules;
    private Instant rulesSince = Instant.EPOCH;
    private @Nullable Instant lastLine;
    private boolean unseen;
    private boolean changed;
    private JournalEvent.@Nullable Answered answer;

    /** What moved the scene on. */
    enum Cause {
        RULES,
        PROBE,
        FLOW,
        FILE,
        ANSWER,
        /** Something that no check looks at by itself, or the present. */
        OTHER
    }

    /**
     * A file of the box.
     *
     * @param text empty when there is no such file
     * @param written when it was found to hold this
     * @param rules in force then; null if they were not known
     */
    record FileText(
            Optional<String> text,
            Instant written,
            @Nullable RulesInForce rules) {}

    Scene(boolean followsFlows) {
        this.followsFlows = followsFlows;
    }

    /** Moves on to an entry of the journal. */
    Cause take(JournalEntry entry) {
        at = entry.at().isBefore(at) ? at : entry.at();
        return switch (entry.event()) {
            case JournalEvent.RulesetBecame became -> become(became.ruleset());
            case JournalEvent.FlowChanged changed -> {
                if (followsFlows) {
                    flows.take(changed.change(), changed.line(), at, rules);
                }
                yield Cause.FLOW;
            }
            case JournalEvent.Probed probed -> {
                probes.put(probed.probe(), new Evidence.Answered(probed.result(), probed.generation()));
                yield Cause.PROBE;
            }
            case JournalEvent.FileBecame became -> {
                files.put(became.path(), new FileText(became.content(), at, rules));
                yield Cause.FILE;
            }
            case JournalEvent.Answered answered -> {
                if (followsFlows && !answered.flows().isEmpty()) {
                    flows.take(answered.flows(), at, rules);
                }
                answer = answered;
                yield Cause.ANSWER;
            }
            case JournalEvent.LineEntered _ -> {
                lastLine = at;
                yield Cause.OTHER;
            }
            case JournalEvent.Gap _ -> {
                unseen = true;
                yield Cause.OTHER;
            }
        };
    }

    /** Moves on to the present, where evidence tells of it. */
    void takePresent(Evidence evidence) {
        evidence.at().filter(now -> now.isAfter(at)).ifPresent(now -> at = now);
        evidence.ruleset().ifPresent(this::become);
        probes.putAll(evidence.probes());
        if (followsFlows) {
            evidence.flows().ifPresent(listing -> flows.take(listing, at, rules));
        }
    }

    private Cause become(RulesetSnapshot snapshot) {
        RulesInForce now = KnownRules.of(snapshot);
        ruleset = snapshot;
        if (now == rules) {
            unseen = false;
            return Cause.PROBE;
        }
        rules = now;
        rulesSince = at;
        flows.rulesBecame(now, at);
        changed = true;
        return Cause.RULES;
    }

    /** Ends the moment: what was not seen before it is of the past. */
    void passed(Cause cause) {
        if (cause == Cause.RULES) {
            unseen = false;
            changed = false;
        }
    }

    Instant at() {
        return at;
    }

    Optional<RulesetSnapshot> ruleset() {
        return Optional.ofNullable(ruleset);
    }

    Optional<RulesInForce> rules() {
        return Optional.ofNullable(rules);
    }

    /** Whether the rules became what they are at this very moment. */
    boolean changed() {
        return changed;
    }

    Instant rulesSince() {
        return rulesSince;
    }

    /** Whether it is not known what happened between these rules and those before them. */
    boolean unseen() {
        return unseen;
    }

    Map<Probe, Evidence.Answered> probes() {
        return Map.copyOf(probes);
    }

    FlowLog flows() {
        return flows;
    }

    Optional<FileText> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** The learner's last answer, to whatever it was. */
    Optional<JournalEvent.Answered> answer() {
        return Optional.ofNullable(answer);
    }

    /** When the learner last entered a line. */
    Optional<Instant> lastLine() {
        return Optional.ofNullable(lastLine);
    }

    /** Rules and probes as evidence of this moment alone. */
    Evidence evidence() {
        return new Evidence(ruleset(), probes);
    }
}
