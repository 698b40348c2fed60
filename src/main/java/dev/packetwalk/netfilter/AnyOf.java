package dev.packetwalk.netfilter;

import java.util.List;

/**
 * Holds when one of its conditions does: an nft set whose elements a single match can't hold.
 *
 * @param matches not empty
 */
public record AnyOf(List<Match> matches) implements Match {
    public AnyOf {
        matches = List.copyOf(matches);
    }
}
