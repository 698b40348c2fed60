package dev.packetwalk.netfilter;

import java.util.List;

/**
 * The packet has ports, and one or both are in one of these ranges: {@code -m multiport --ports}.
 *
 * @param ranges any of them
 */
public record EitherPortMatch(List<PortRange> ranges) implements Match {
    public EitherPortMatch {
        ranges = List.copyOf(ranges);
    }
}
