package dev.packetwalk.netfilter;

import java.util.List;
import java.util.Optional;

/**
 * A list of rules, tried from top to bottom.
 *
 * @param name unique in its table
 * @param base present for a chain that a hook calls, empty for one that only rules call (a user-defined chain)
 * @param counters of the policy; zero for a user-defined chain
 * @param rules in order; a rule's number is its 1-based place in this list
 */
public record Chain(String name, Optional<BaseChain> base, Counters counters, List<Rule> rules) {
    public Chain {
        rules = List.copyOf(rules);
    }

    /** The rule with that 1-based number. */
    public Rule rule(int number) {
        return rules.get(number - 1);
    }
}
