package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Rule;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * A rule in its place. Two are equal when their places are.
 *
 * @param family of the table
 * @param table its name
 * @param chain the chain's name
 * @param number 1-based place of the rule in its chain
 * @param rule the rule itself
 */
public record RuleAt(Family family, String table, String chain, int number, Rule rule) implements Decider {
    @Override
    public String describe() {
        return "rule " + number + " of " + Places.name(family, table, chain) + ": " + rule.text();
    }

    /** Whether it is a rule of that chain. */
    public boolean isIn(Family otherFamily, String otherTable, String otherChain) {
        return family == otherFamily && table.equals(otherTable) && chain.equals(otherChain);
    }

    /** A ruleset without this rule: the later ones of its chain move up. One that has no such chain stays as it is. */
    public Ruleset removedFrom(Ruleset ruleset) {
        return new Ruleset(ruleset.tables().stream()
                .map(t -> new Table(
                        t.family(),
                        t.name(),
                        t.producer(),
                        t.chains().stream()
                                .map(c -> isIn(t.family(), t.name(), c.name()) ? removedFrom(c) : c)
                                .toList()))
                .toList());
    }

    private Chain removedFrom(Chain place) {
        List<Rule> rules = new ArrayList<>(place.rules());
        rules.remove(number - 1);
        return new Chain(place.name(), place.base(), place.counters(), rules);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof RuleAt other && number == other.number && isIn(other.family, other.table, other.chain);
    }

    @Override
    public int hashCode() {
        return (chain.hashCode() * 31 + table.hashCode()) * 31 + number;
    }

    @Override
    public String toString() {
        return describe();
    }
}
