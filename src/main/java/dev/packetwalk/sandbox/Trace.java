package dev.packetwalk.sandbox;

import java.util.List;

/**
 * What the kernel did to the packet of a probe, and to those that came after it on the same flow.
 *
 * @param result what came back to the probe
 * @param generation of the rules that the packets met; the numbers of rules are those of this generation
 * @param packets what the kernel told of each, in the order in which they set out: the one that was sent first
 */
public record Trace(ProbeResult result, long generation, List<List<TraceMessage>> packets) {
    public Trace {
        packets = packets.stream().map(List::copyOf).toList();
    }

    /** What the kernel told of the packet that was sent. */
    public List<TraceMessage> messages() {
        return packets.isEmpty() ? List.of() : packets.getFirst();
    }
}
