package dev.packetwalk.grading.report;

/** Hostile text where programs and terminals read. */
public final class Printable {
    private Printable() {}

    /** The text on one line, without characters that move a terminal's cursor or that XML forbids. */
    public static String of(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints().map(c -> isPrintable(c) ? c : ' ').forEach(printable::appendCodePoint);
        return printable.toString();
    }

    private static boolean isPrintable(int c) {
        boolean surrogate = c >= 0xd800 && c <= 0xdfff;
        return !Character.isISOControl(c) && !surrogate && (c & 0xfffe) != 0xfffe;
    }
}
