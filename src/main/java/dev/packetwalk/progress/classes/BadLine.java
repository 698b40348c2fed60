package dev.packetwalk.progress.classes;

/**
 * A line of a roster's file that cannot be taken.
 *
 * @param line where it stands, from 1 on
 * @param text how it begins: hostile text
 * @param flaw what is wrong
 * @param other the line that says the same already, from 1 on; 0 where no other line is to blame
 */
public record BadLine(int line, String text, Flaw flaw, int other) {
    /** What can be wrong with a line. */
    public enum Flaw {
        NAME_EMPTY,
        NAME_TOO_LONG,
        /** The name has characters that cannot be seen, or none that can. */
        NAME_UNREADABLE,
        REFERENCE_TOO_LONG,
        /** What stands there can be nobody's login. */
        LOGIN_MALFORMED,
        /** Another line has this reference. */
        REFERENCE_TWICE,
        /** Another line has this login. */
        LOGIN_TWICE,
        /** Its reference is one person's on the roster, its login another's. */
        TWO_PEOPLE
    }
}
