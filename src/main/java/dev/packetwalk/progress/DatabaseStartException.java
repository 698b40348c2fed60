package dev.packetwalk.progress;

import java.io.Serial;

/** The database cannot be used. The message is for the operator: what is wrong, where, and what to do. */
public final class DatabaseStartException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public DatabaseStartException(String message) {
        super(message);
    }

    public DatabaseStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
