package dev.packetwalk.web.api;

import dev.packetwalk.web.words.ApiWords;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What can go wrong for a program, so that it can tell one from another without reading sentences. */
@SuppressWarnings("ImmutableEnumChecker") // The functions are references to methods.
enum ProblemKind {
    /** The request, or a part of it, is not of the form. */
    BAD_REQUEST(400, ApiWords::badRequestTitle, ApiWords::badRequest),
    /** A cursor that this list has not given. */
    BAD_CURSOR(400, ApiWords::badCursorTitle, ApiWords::badCursor),
    NO_TOKEN(401, ApiWords::noTokenTitle, ApiWords::noToken),
    NOT_ALLOWED(403, ApiWords::notAllowedTitle, ApiWords::notAllowed),
    /** It is not there, or not for this token to know of. */
    NOT_FOUND(404, ApiWords::notFoundTitle, ApiWords::notFound),
    WRONG_METHOD(405, ApiWords::wrongMethodTitle, ApiWords::wrongMethod),
    NOT_ACCEPTABLE(406, ApiWords::notAcceptableTitle, ApiWords::notAcceptable),
    CODE_TAKEN(409, ApiWords::codeTakenTitle, ApiWords::codeTaken),
    /** There is nothing on which an attempt could be graded. */
    NO_EVIDENCE(409, ApiWords::noEvidenceTitle, ApiWords::noEvidence),
    TOO_MANY_SANDBOXES(409, ApiWords::tooManySandboxesTitle, ApiWords::tooManySandboxes),
    /** The work is under way, was applied, or failed. */
    NOT_READY(409, ApiWords::notReadyTitle, ApiWords::notReady),
    TOO_LARGE(413, ApiWords::tooLargeTitle, ApiWords::tooLarge),
    WRONG_MEDIA_TYPE(415, ApiWords::wrongMediaTypeTitle, ApiWords::wrongMediaType),
    TOO_OFTEN(429, ApiWords::tooOftenTitle, ApiWords::tooOften),
    FAILED(500, ApiWords::failedTitle, ApiWords::failed),
    /** The database or the engine does not answer, or is busy. */
    UNAVAILABLE(503, ApiWords::unavailableTitle, ApiWords::unavailable);

    /** Where each is described. */
    static final String PATH = "/api/v1/problems/";

    private final int status;
    private final Function<ApiWords, String> title;
    private final Function<ApiWords, String> usual;

    ProblemKind(int status, Function<ApiWords, String> title, Function<ApiWords, String> usual) {
        this.status = status;
        this.title = title;
        this.usual = usual;
    }

    int status() {
        return status;
    }

    /** As addresses have it: {@code code-taken}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The type of its problems, a reference to where it is described. */
    String type() {
        return PATH + word();
    }

    String title(ApiWords words) {
        return title.apply(words);
    }

    /** What there is to say of it when nothing more is known. */
    String usual(ApiWords words) {
        return usual.apply(words);
    }

    /** Reads {@link #word}. */
    static Optional<ProblemKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /** The first that has an HTTP status, or what is most like it. */
    static ProblemKind of(int status) {
        return Arrays.stream(values())
                .filter(kind -> kind.status == status)
                .findFirst()
                .orElse(status >= 500 ? FAILED : BAD_REQUEST);
    }
}
