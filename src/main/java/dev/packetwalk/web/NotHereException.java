package dev.packetwalk.web;

import java.io.Serial;

/** What was asked for is not there, or not for this visitor to know of. The message is for the visitor. */
public final class NotHereException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public NotHereException(String message) {
        super(message);
    }
}
