package dev.packetwalk.web.words;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * A page that is asked for with {@code ?language=<tag>} is remembered to be wanted in that language, and shown again without the
 * question. A choice of the learner's own, kept with their account, would be written here, too.
 */
public final class LanguageChoice {
    static final String PARAMETER = "language";
    static final String COOKIE = "packetwalk_language";

    /** The longest that browsers keep a cookie. */
    private static final Duration KEPT = Duration.ofDays(400);

    private final Languages languages;

    LanguageChoice(Languages languages) {
        this.languages = languages;
    }

    @ServerRequestFilter(preMatching = true)
    public Optional<Response> remember(ContainerRequestContext request) {
        UriInfo uri = request.getUriInfo();
        if (!request.getMethod().equals("GET") || !uri.getQueryParameters().containsKey(PARAMETER)) {
            return Optional.empty();
        }
        return languages
                .tagged(uri.getQueryParameters().getFirst(PARAMETER))
                .map(language -> Response.seeOther(withoutQuestion(uri))
                        .cookie(cookie(
                                language, "https".equals(uri.getRequestUri().getScheme())))
                        .build());
    }

    private static URI withoutQuestion(UriInfo uri) {
        return uri.getRequestUriBuilder().replaceQueryParam(PARAMETER).build();
    }

    private static NewCookie cookie(Locale language, boolean secure) {
        return new NewCookie.Builder(COOKIE)
                .value(language.toLanguageTag())
                .path("/")
                .maxAge((int) KEPT.toSeconds())
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }
}
