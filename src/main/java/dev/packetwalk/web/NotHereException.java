package dev.packetwalk.web;

import dev.packetwalk.web.words.ErrorWords;
import java.io.Serial;
import java.util.function.Function;

/** What was asked for is not there, or not for this visitor to know of. */
public final class NotHereException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Function<ErrorWords, String> remedy;

    /** @param remedy what the visitor is told */
    public NotHereException(Function<ErrorWords, String> remedy) {
        this.remedy = remedy;
    }

    Function<ErrorWords, String> remedy() {
        return remedy;
    }
}
