package dev.packetwalk.sandbox;

import java.util.List;

/**
 * What the kernel did to one packet of a probe.
 *
 * @param result what came back to the probe
 * @param generation of the rules that the packet met; the numbers of rules are those of this generation
 * @param messages what the kernel told, in order: those of the packet first, then those of later packets of the same flow
 */
public record Trace(ProbeResult result, long generation, List<TraceMessage> messages) {
    public Trace {
        messages = List.copyOf(messages);
    }
}
