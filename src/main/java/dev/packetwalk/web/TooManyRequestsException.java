package dev.packetwalk.web;

import java.io.Serial;

/** Somebody asks for more than their share in this time. */
public final class TooManyRequestsException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** As it is told to people who join. */
    TooManyRequestsException() {}

    /** Told as it is. */
    public TooManyRequestsException(String remedy) {
        super(remedy);
    }
}
