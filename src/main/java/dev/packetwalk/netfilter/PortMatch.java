package dev.packetwalk.netfilter;

import java.util.List;

/**
 * The packet has ports, and the one at that end is in one of these ranges.
 *
 * @param side which end
 * @param ranges any of them
 */
public record PortMatch(Side side, List<PortRange> ranges) implements Match {
    public PortMatch {
        ranges = List.copyOf(ranges);
    }
}
