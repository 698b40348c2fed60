package dev.packetwalk.grading;

/**
 * A rule of the learner's, in their own words.
 *
 * @param table such as {@code filter}
 * @param chain such as {@code INPUT}
 * @param number its place in the chain, from 1, as {@code iptables -L --line-numbers} counts
 * @param text as {@code iptables-save} prints it, without counters; hostile text, to be escaped
 * @param role what it has to do with the result
 */
public record QuotedRule(String table, String chain, int number, String text, Role role) {
    /** What a rule has to do with a result. */
    public enum Role {
        /** It decided about the packet. */
        DECIDED,
        /** It would have decided otherwise, but the packet never got to it. */
        NEVER_REACHED,
        /** Whether it matches cannot be told from the packet and its connection alone. */
        UNKNOWN
    }
}
