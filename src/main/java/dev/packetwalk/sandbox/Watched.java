package dev.packetwalk.sandbox;

import java.util.List;

/**
 * What came of a watch since it was asked for last.
 *
 * @param packets how many packets that it watches for there have been since it began; few of many are traced
 * @param told what the kernel told of those that are, in order
 */
public record Watched(long packets, List<Told> told) {
    public Watched {
        told = List.copyOf(told);
    }

    /**
     * One message of the kernel's.
     *
     * @param generation of the rules whose places it names
     * @param packet the kernel's number of the packet, used again by later ones
     */
    public record Told(long generation, long packet, TraceMessage message) {}
}
