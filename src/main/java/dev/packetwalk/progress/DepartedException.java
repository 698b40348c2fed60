package dev.packetwalk.progress;

import java.io.Serial;

/** Somebody has deleted all that is kept about them, or it was deleted, while this was being done for them. */
public final class DepartedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    DepartedException() {
        super("the learner is gone");
    }
}
