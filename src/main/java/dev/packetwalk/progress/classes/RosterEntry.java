package dev.packetwalk.progress.classes;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is expected in a class.
 *
 * @param id names it; grants nothing
 * @param name what they are called: hostile text
 * @param reference what the school calls them; empty for nothing
 * @param login with what they sign in; empty for nothing
 * @param hasLink whether there is a personal link that is good
 * @param learner who has taken it; {@code null} while nobody has
 * @param joined whether that learner is in the class now
 */
public record RosterEntry(
        UUID id,
        String name,
        String reference,
        String login,
        boolean hasLink,
        @Nullable UUID learner,
        boolean joined) {
    /** Whether they joined, and are not in the class any more. */
    public boolean gone() {
        return learner != null && !joined;
    }

    /** Whether an account would be let in by its login. */
    public boolean expectsAccount() {
        return !login.isEmpty();
    }

    /** Whether a line of a file says just this. */
    boolean says(RosterRow row) {
        return name.equals(row.name().value()) && reference.equals(row.reference()) && login.equals(row.login());
    }
}
