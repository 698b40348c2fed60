package dev.packetwalk.web.words;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/** Says in which language an answer is, and what it was chosen by. */
public final class LanguageHeaders {
    private final CurrentLanguage language;

    LanguageHeaders(CurrentLanguage language) {
        this.language = language;
    }

    @ServerResponseFilter
    public void name(ContainerResponseContext response) {
        if (response.hasEntity() && hasWords(response.getMediaType())) {
            response.getHeaders().putSingle(HttpHeaders.CONTENT_LANGUAGE, language.tag());
            response.getHeaders().add(HttpHeaders.VARY, "Cookie, Accept-Language");
        }
    }

    private static boolean hasWords(@Nullable MediaType type) {
        return type != null
                && (type.isCompatible(MediaType.TEXT_HTML_TYPE)
                        || type.getSubtype().equals("problem+json"));
    }
}
