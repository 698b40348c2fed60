package dev.packetwalk.netfilter.text;

/**
 * One word of a rule.
 *
 * @param text what it means: without quotes and escapes
 * @param raw how it was written
 * @param column 1-based column at which it starts
 */
record Word(String text, String raw, int column) {
    /** Whether it was written in quotes, so that it can't be an option. */
    boolean quoted() {
        return raw.startsWith("\"");
    }

    boolean is(String option) {
        return !quoted() && text.equals(option);
    }

    /** Whether a target or the chain of a goto follows. */
    boolean startsJump() {
        return is("-j") || is("-g");
    }

    /** Whether it starts an option: {@code -x} or {@code --long}, not a quoted text or a negative number. */
    boolean startsOption() {
        return !quoted() && text.length() > 1 && text.charAt(0) == '-' && !Character.isDigit(text.charAt(1));
    }
}
