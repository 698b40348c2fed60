package dev.packetwalk.netfilter.walk;

/** What decided about a packet. */
public sealed interface Decider permits RuleAt, PolicyOf, NothingDecides {
    /** In words, with the rule's own text where it is a rule: {@code rule 3 of INPUT: -A INPUT -j DROP}. */
    String describe();
}
