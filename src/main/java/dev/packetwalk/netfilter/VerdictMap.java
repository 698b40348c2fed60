package dev.packetwalk.netfilter;

import java.util.List;

/**
 * Does what the first entry that matches says, nothing when none does: nft's {@code vmap}.
 *
 * @param entries in the order listed; they exclude each other in nft
 */
public record VerdictMap(List<Entry> entries) implements Target {
    public VerdictMap {
        entries = List.copyOf(entries);
    }

    /**
     * One key and what it leads to.
     *
     * @param match holds for the key
     * @param target a verdict
     */
    public record Entry(Match match, Target target) {}
}
