package dev.packetwalk.cli;

/** Ends a tool with exit status 4. The message says which lab did not answer, or what it answered, and what to do. */
final class UnreachableException extends RuntimeException {
    UnreachableException(String message) {
        super(message);
    }
}
