package dev.packetwalk.netfilter.text;

/**
 * One field of a listed rule and where it stands.
 *
 * @param column which one
 * @param text as printed, without the blanks that fill the column; empty where the tool printed only blanks
 * @param start 0-based place of its first character in the raw line; the next one after it is at {@code start + text.length()}
 */
public record ListedField(ListedColumn column, String text, int start) {
    /** 0-based place behind its last character. */
    public int end() {
        return start + text.length();
    }

    /** Whether the condition is negated by a {@code !} before it. */
    public boolean negated() {
        return text.startsWith("!");
    }
}
