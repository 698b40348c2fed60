package dev.packetwalk.web.api;

import dev.packetwalk.web.words.ApiWords;
import java.io.Serial;
import java.util.function.Function;

/** Ends a request with a problem. */
final class ProblemException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final ProblemKind kind;
    private final transient Function<ApiWords, String> detail;

    /**
     * @param detail what to do about it
     */
    ProblemException(ProblemKind kind, Function<ApiWords, String> detail) {
        super(kind.word());
        this.kind = kind;
        this.detail = detail;
    }

    ProblemException(ProblemKind kind) {
        this(kind, kind::usual);
    }

    /** What was asked for is not there, or not for this token to know of. */
    static ProblemException notFound() {
        return new ProblemException(ProblemKind.NOT_FOUND);
    }

    ProblemKind kind() {
        return kind;
    }

    String detail(ApiWords words) {
        return detail.apply(words);
    }
}
