package dev.packetwalk.netfilter;

import java.util.OptionalInt;
import java.util.Set;

/**
 * What rules look at among a TCP header's options.
 *
 * @param kinds the kinds present, each 0 to 255
 * @param maximumSegmentSize the value of option 2, 0 to 65535; empty when it is absent
 */
public record TcpOptions(Set<Integer> kinds, OptionalInt maximumSegmentSize) {
    /** The kind of the option that states the maximum segment size. */
    public static final int MSS = 2;

    public TcpOptions {
        kinds = Set.copyOf(kinds);
        if (kinds.contains(MSS) != maximumSegmentSize.isPresent()) {
            throw new IllegalArgumentException("the maximum segment size is stated exactly where option 2 is");
        }
    }
}
