package dev.packetwalk.grading;

import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.ProbeResult;
import dev.packetwalk.sandbox.RulesetSnapshot;
import java.util.Map;
import java.util.Optional;

/**
 * What was observed in a sandbox by trusted means.
 *
 * @param ruleset the rules in force; empty if they have not been read yet
 * @param probes what came back to the probes of {@link Probes#of}, by probe; those still under way are missing
 */
public record Evidence(Optional<RulesetSnapshot> ruleset, Map<Probe, Answered> probes) {
    public Evidence {
        probes = Map.copyOf(probes);
    }

    /** Rules alone. */
    public static Evidence of(RulesetSnapshot ruleset) {
        return new Evidence(Optional.of(ruleset), Map.of());
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
