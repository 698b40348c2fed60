package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Policy;

/**
 * The policy of a base chain, which decides about packets that no rule of the chain decided about.
 *
 * @param family of the table
 * @param table its name
 * @param chain the base chain's name
 * @param policy what it says
 */
public record PolicyOf(Family family, String table, String chain, Policy policy) implements Decider {
    @Override
    public String describe() {
        return "the policy of " + Places.name(family, table, chain) + " (" + policy + ")";
    }
}
