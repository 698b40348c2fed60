package dev.packetwalk.progress.classes;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a learner lets the instructors of a class do. They are asked once, and may change it at any time.
 *
 * @param askedAt when they answered; {@code null} while they have not: then nothing is allowed
 * @param watch see their terminal, while it says so
 * @param type type in it, too
 * @param record keep what their terminal shows, and see it later
 */
public record Consent(@Nullable Instant askedAt, boolean watch, boolean type, boolean record) {
    /** Nothing is allowed, for nobody has asked. */
    public static final Consent NOT_ASKED = new Consent(null, false, false, false);

    /**
     * @throws IllegalArgumentException if typing is allowed without watching, or anything before it was asked
     */
    public Consent {
        if (type && !watch) {
            throw new IllegalArgumentException("who may type sees what they type");
        }
        if (askedAt == null && (watch || record)) {
            throw new IllegalArgumentException("nothing is allowed before it was asked");
        }
    }
}
