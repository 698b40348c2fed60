package dev.packetwalk.progress.classes;

import java.util.regex.Pattern;

/**
 * A cell of a file that a spreadsheet will open. A spreadsheet takes what begins with {@code = + - @} for a formula, and runs it; a
 * quotation mark before it makes it text again.
 */
public final class SafeCell {
    /** What a formula begins with, also where a spreadsheet passes over the white space before it, and in full width. */
    private static final Pattern FORMULA =
            Pattern.compile("^\\s*[=+\\-@\\uff1d\\uff0b\\uff0d\\uff20].*|^[\\t\\r\\n].*", Pattern.DOTALL);

    private SafeCell() {}

    /** What is written for a text: itself, or {@code '=1+1} for {@code =1+1}. */
    public static String of(String text) {
        return isFormula(text) ? "'" + text : text;
    }

    /** What was meant by a cell: {@code =1+1} for {@code '=1+1}. Space around it does not count. */
    static String read(String cell) {
        String text = cell.strip();
        return text.startsWith("'") && isFormula(text.substring(1)) ? text.substring(1) : text;
    }

    private static boolean isFormula(String text) {
        return FORMULA.matcher(text).matches();
    }
}
