package dev.packetwalk.web;

import dev.packetwalk.web.words.Texts;
import org.jspecify.annotations.Nullable;

/**
 * Who looks at a page, for its header.
 *
 * @param name what they are called, hostile text; {@code null} for a stranger
 */
public record Visitor(@Nullable String name) {
    /** Somebody who is not signed in, or of whom nothing can be said just now. */
    public static final Visitor STRANGER = new Visitor(null);

    /** The name as it can stand in a sentence; empty for a stranger. */
    public String isolated() {
        return name == null ? "" : Texts.isolated(name);
    }
}
