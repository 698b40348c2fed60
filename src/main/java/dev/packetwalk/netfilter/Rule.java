package dev.packetwalk.netfilter;

import java.util.List;
import java.util.Optional;

/**
 * Matches that must all hold, and what happens then.
 *
 * @param text the rule as its author can find it: an iptables-save line from {@code -A} on, or an nft rule
 * @param line 1-based line of that text in what was read
 * @param counters present when the listing has them
 * @param matches all must hold; empty matches every packet
 * @param target empty for a rule that only counts
 */
public record Rule(String text, int line, Optional<Counters> counters, List<Match> matches, Optional<Target> target) {
    public Rule {
        matches = List.copyOf(matches);
    }
}
