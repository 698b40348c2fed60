package dev.packetwalk.netfilter;

/** One difference between two rulesets, in the words of the later or, where something is gone, the earlier one. */
public sealed interface RulesetChange {
    /** The table's family. */
    Family family();

    /** The table's name. */
    String table();

    /** A table that was not there, with its chains and rules, for which there are no changes of their own. */
    record TableAdded(Table added) implements RulesetChange {
        @Override
        public Family family() {
            return added.family();
        }

        @Override
        public String table() {
            return added.name();
        }
    }

    /** A table that is gone with all that was in it. */
    record TableRemoved(Table removed) implements RulesetChange {
        @Override
        public Family family() {
            return removed.family();
        }

        @Override
        public String table() {
            return removed.name();
        }
    }

    /** A chain that was not there, with its rules, for which there are no changes of their own. */
    record ChainAdded(Family family, String table, Chain chain) implements RulesetChange {}

    /** A chain that is gone with its rules. */
    record ChainRemoved(Family family, String table, Chain chain) implements RulesetChange {}

    /**
     * A base chain with another policy.
     *
     * @param chain its name
     * @param before the policy that it had
     * @param after the policy that it has
     */
    record PolicyChanged(Family family, String table, String chain, Policy before, Policy after)
            implements RulesetChange {}

    /**
     * A chain that is called elsewhere now, or that has become a base chain or ceased to be one.
     *
     * @param before the chain as it was; its rules don't matter here
     * @param after the chain as it is; its rules don't matter here
     */
    record ChainHookedAnew(Family family, String table, Chain before, Chain after) implements RulesetChange {}

    /**
     * A rule that was not there.
     *
     * @param chain the name of its chain
     * @param number its 1-based place in the chain as it is
     */
    record RuleAdded(Family family, String table, String chain, int number, Rule rule) implements RulesetChange {}

    /**
     * A rule that is gone.
     *
     * @param chain the name of its chain
     * @param number its 1-based place in the chain as it was
     */
    record RuleRemoved(Family family, String table, String chain, int number, Rule rule) implements RulesetChange {}

    /**
     * A rule that stands before or behind others of its chain that it stood behind or before.
     *
     * @param chain the name of its chain
     * @param from its 1-based place in the chain as it was
     * @param to its 1-based place in the chain as it is
     */
    record RuleMoved(Family family, String table, String chain, int from, int to, Rule rule) implements RulesetChange {}
}
