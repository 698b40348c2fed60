package dev.packetwalk.web;

import dev.packetwalk.web.words.ErrorWords;
import java.io.Serial;
import java.util.function.Function;

/** Somebody asks for more than their share in this time. */
public final class TooManyRequestsException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Function<ErrorWords, String> title;
    private final transient Function<ErrorWords, String> remedy;

    /**
     * @param title what happened
     * @param remedy what to do next
     */
    public TooManyRequestsException(Function<ErrorWords, String> title, Function<ErrorWords, String> remedy) {
        this.title = title;
        this.remedy = remedy;
    }

    Function<ErrorWords, String> title() {
        return title;
    }

    /** What to do next. */
    public Function<ErrorWords, String> remedy() {
        return remedy;
    }
}
