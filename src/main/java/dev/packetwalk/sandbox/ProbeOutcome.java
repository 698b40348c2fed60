package dev.packetwalk.sandbox;

/**
 * What came back to a probe, and the rules by then.
 *
 * @param result what came back
 * @param generation the number of the rules in force behind the answer. If they had the same number before the probe was sent, they
 *     and no others decided about it
 */
public record ProbeOutcome(ProbeResult result, long generation) {}
