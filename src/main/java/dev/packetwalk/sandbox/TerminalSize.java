package dev.packetwalk.sandbox;

/**
 * The size of a terminal's screen.
 *
 * @param columns 2 to 1000
 * @param rows 1 to 500
 */
public record TerminalSize(int columns, int rows) {
    /** What a terminal has until a browser says its own. */
    public static final TerminalSize DEFAULT = new TerminalSize(80, 24);

    /**
     * @throws IllegalArgumentException if a side is out of its bounds
     */
    public TerminalSize {
        if (columns < 2 || columns > 1000 || rows < 1 || rows > 500) {
            throw new IllegalArgumentException(
                    "terminal size " + columns + "x" + rows + " is not within 2x1 to 1000x500");
        }
    }
}
