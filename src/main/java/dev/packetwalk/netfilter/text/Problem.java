package dev.packetwalk.netfilter.text;

/**
 * Something in a text that could not be understood, or that the program it is meant for would refuse.
 *
 * @param line 1-based line
 * @param column 1-based column, counted in UTF-16 units
 * @param message what is wrong
 * @param remedy what would be right
 */
public record Problem(int line, int column, String message, String remedy) {
    @Override
    public String toString() {
        return "line " + line + ", column " + column + ": " + message + " (" + remedy + ")";
    }
}
