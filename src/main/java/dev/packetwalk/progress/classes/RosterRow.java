package dev.packetwalk.progress.classes;

import dev.packetwalk.progress.LearnerName;

/**
 * Somebody who is expected in a class, as a file tells of them.
 *
 * @param line where they stand in the file, from 1 on
 * @param name what they are called: hostile text
 * @param reference what the school calls them; empty for nothing
 * @param login with what they sign in; empty for nothing
 */
public record RosterRow(int line, LearnerName name, String reference, String login) {
    /** The most characters that a reference has. */
    public static final int LONGEST_REFERENCE = 100;

    /** The same, with what the roster knows of this person where the file leaves a cell empty, or has no such column. */
    RosterRow completedBy(RosterEntry known) {
        return new RosterRow(
                line,
                name,
                reference.isEmpty() ? known.reference() : reference,
                login.isEmpty() ? known.login() : login);
    }
}
