package dev.packetwalk.netfilter.walk;

/** What of a ruleset decided about a packet. */
public sealed interface Decider extends Cause permits RuleAt, PolicyOf, NothingDecides {
    /** In words, with the rule's own text where it is a rule: {@code rule 3 of INPUT: -A INPUT -j DROP}. */
    @Override
    String describe();
}
