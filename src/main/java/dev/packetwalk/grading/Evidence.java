package dev.packetwalk.grading;

import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.ProbeResult;
import dev.packetwalk.sandbox.RulesetSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was observed in a sandbox by trusted means.
 *
 * @param ruleset the rules in force; empty if they have not been read yet
 * @param probes what came back to the probes of {@link Probes#of}, by probe; those still under way are missing
 * @param journal what happened, in order; may be empty. Rules and probes that are in it need not be in the two above
 * @param flows what {@code conntrack -L} prints now; empty if it was not asked
 * @param at when all this was put together; empty if nobody knows, which counts as right after the journal's last entry
 */
public record Evidence(
        Optional<RulesetSnapshot> ruleset,
        Map<Probe, Answered> probes,
        List<JournalEntry> journal,
        Optional<String> flows,
        Optional<Instant> at) {
    public Evidence {
        probes = Map.copyOf(probes);
        journal = List.copyOf(journal);
    }

    /** Rules and probes, without a journal. */
    public Evidence(Optional<RulesetSnapshot> ruleset, Map<Probe, Answered> probes) {
        this(ruleset, probes, List.of(), Optional.empty(), Optional.empty());
    }

    /** Rules alone. */
    public static Evidence of(RulesetSnapshot ruleset) {
        return new Evidence(Optional.of(ruleset), Map.of());
    }

    /** A journal alone. */
    public static Evidence of(List<JournalEntry> journal) {
        return new Evidence(Optional.empty(), Map.of(), journal, Optional.empty(), Optional.empty());
    }

    /**
     * What came back to a probe.
     *
     * @param result what came back
     * @param generation the generation of rules that was in force before it was sent and after it was answered; an answer of
     *     another generation than the ruleset's says nothing about it and is treated as missing
     */
    public record Answered(ProbeResult result, long generation) {}
}
