package dev.packetwalk.web.api;

import dev.packetwalk.web.words.ApiWords;
import dev.packetwalk.web.words.CurrentLanguage;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Answers that say what went wrong. */
@Singleton
public final class Problems {
    static final String MEDIA_TYPE = "application/problem+json";

    /** In seconds. */
    private static final int WAIT = 5;

    private final CurrentLanguage language;

    Problems(CurrentLanguage language) {
        this.language = language;
    }

    /**
     * The answer for an HTTP status.
     *
     * @param detail what to do about it; {@code null} for what is usual
     */
    public Response answer(int status, @Nullable String detail) {
        ProblemKind kind = ProblemKind.of(status);
        ApiWords words = language.texts(ApiWords.class);
        return answer(kind, detail == null ? kind.usual(words) : detail);
    }

    /** Of the resources of this room. */
    @ServerExceptionMapper
    Response problem(ProblemException e) {
        return answer(e.kind(), e.detail(language.texts(ApiWords.class)));
    }

    private Response answer(ProblemKind kind, String detail) {
        ApiWords words = language.texts(ApiWords.class);
        Response.ResponseBuilder answer = Response.status(kind.status())
                .type(MediaType.valueOf(MEDIA_TYPE))
                .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                .entity(new Problem(kind.type(), kind.title(words), kind.status(), detail));
        if (kind == ProblemKind.NO_TOKEN) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"packetwalk\"");
        }
        if (kind == ProblemKind.TOO_OFTEN || kind == ProblemKind.UNAVAILABLE) {
            answer.header(HttpHeaders.RETRY_AFTER, WAIT);
        }
        return answer.build();
    }
}
