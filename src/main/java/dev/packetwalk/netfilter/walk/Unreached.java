package dev.packetwalk.netfilter.walk;

/**
 * A rule that the packet did not get to see, because an earlier one in its chain, or in a chain called before it, sent it
 * elsewhere.
 *
 * @param rule the rule
 * @param shadowedBy the rule that took the packet away
 * @param wouldMatch whether it would have matched the packet as it was taken away; false also where that can't be told
 */
public record Unreached(RuleAt rule, RuleAt shadowedBy, boolean wouldMatch) {
    /** In words: {@code rule 3 of INPUT: -A INPUT -i lo -j ACCEPT is not reached, because of rule 1 of INPUT: -A INPUT -j DROP}. */
    public String describe() {
        return rule.describe() + " is not reached, because of " + shadowedBy.describe();
    }
}
