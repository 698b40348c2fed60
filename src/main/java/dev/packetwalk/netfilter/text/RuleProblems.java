package dev.packetwalk.netfilter.text;

/** Where the reader of one rule reports what it can't understand. */
@FunctionalInterface
interface RuleProblems {
    /**
     * Takes note of one problem.
     *
     * @param column 1-based column in the rule's text
     * @param message what is wrong
     * @param remedy what would be right
     */
    void report(int column, String message, String remedy);
}
