package dev.packetwalk.netfilter.text;

import java.util.Optional;

/**
 * A part of a ruleset that came or went. The tools leave out much (the place of an inserted rule, the old name of a chain), so
 * that rules after a change are only known from reading them again.
 *
 * @param change what happened
 * @param kind what it happened to
 * @param place the chain; for a table the chain's name is empty; no place at all for a kind that is not in a table
 * @param text the rule or what else was printed, in the tool's words; a rule of xtables-monitor as iptables-save has it,
 *     with {@code -D} where it was deleted
 * @param raw the line
 * @param line its 1-based number
 */
public record RulesetEvent(Change change, Kind kind, Optional<TracePlace> place, String text, String raw, int line)
        implements MonitorLine {
    /** What can happen. */
    public enum Change {
        /** It is there now: new, inserted, or changed, as with a policy. */
        ADDED,
        REMOVED
    }

    /** What there is in a ruleset. */
    public enum Kind {
        TABLE,
        CHAIN,
        RULE,
        /** A set, its elements, a map, a flowtable. */
        OTHER
    }
}
