package dev.packetwalk.sandbox;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The engine behind the sandboxes failed. The message names what failed and what to do about it. */
public final class SandboxUnavailableException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public SandboxUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public SandboxUnavailableException(String message) {
        super(message);
    }
}
