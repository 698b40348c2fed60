package dev.packetwalk.web;

import dev.packetwalk.web.words.Texts;
import org.jspecify.annotations.Nullable;

/**
 * Who looks at a page, for its header.
 *
 * @param name what they are called, hostile text; {@code null} for a stranger
 * @param isAdministrator whether the pages about people are theirs
 * @param isInstructor whether the pages about classes are theirs
 * @param isGrader whether they grade classes without teaching any
 */
public record Visitor(@Nullable String name, boolean isAdministrator, boolean isInstructor, boolean isGrader) {
    /** Somebody who is not signed in, or of whom nothing can be said just now. */
    public static final Visitor STRANGER = new Visitor(null, false, false, false);

    /** The name as it can stand in a sentence; empty for a stranger. */
    public String isolated() {
        return name == null ? "" : Texts.isolated(name);
    }
}
