package dev.packetwalk.netfilter;

import java.util.List;

/**
 * Holds when all its conditions do.
 *
 * @param matches holds always when empty
 */
public record AllOf(List<Match> matches) implements Match {
    public AllOf {
        matches = List.copyOf(matches);
    }
}
