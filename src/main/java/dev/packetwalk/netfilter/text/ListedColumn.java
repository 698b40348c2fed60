package dev.packetwalk.netfilter.text;

/** The columns of {@code iptables -L}, from left to right. */
public enum ListedColumn {
    /** The rule's 1-based place in its chain, with {@code --line-numbers}. */
    NUMBER,
    /** How many packets met the rule, with {@code -v}. */
    PACKETS,
    /** How many bytes they had, with {@code -v}. */
    BYTES,
    /** The target or the chain called; empty for a rule that only counts. */
    TARGET,
    /** A name or a number; {@code all} or {@code 0} for every protocol. */
    PROTOCOL,
    /** {@code --}, {@code -f} for later fragments, {@code !f} for what is none; empty for IPv6 in older versions. */
    OPTIONS,
    /** The interface of arrival, {@code *} or {@code any} for every one, with {@code -v}. */
    IN,
    /** The interface of departure, {@code *} or {@code any} for every one, with {@code -v}. */
    OUT,
    SOURCE,
    DESTINATION,
    /** What the matches and the target print behind the columns; may be empty. */
    DETAILS
}
