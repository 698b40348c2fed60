package dev.packetwalk.web;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * What changes something by a page has that page's token: as a field of its form, which the framework checks, or as a header. Only
 * the API, which no cookie lets change anything, does without.
 */
public final class FormTokens {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final List<MediaType> FORMS =
            List.of(MediaType.APPLICATION_FORM_URLENCODED_TYPE, MediaType.MULTIPART_FORM_DATA_TYPE);

    /** What has no content is no form, whatever it says: programs that post nothing often say so. */
    @ServerRequestFilter(preMatching = true)
    public void nothing(ContainerRequestContext request) {
        if (ApiPaths.has(request.getUriInfo().getPath())
                && request.getLength() <= 0
                && isForm(request.getMediaType())) {
            request.getHeaders().remove(HttpHeaders.CONTENT_TYPE);
        }
    }

    @ServerRequestFilter
    public void check(ContainerRequestContext request) {
        boolean hasHeader = request.getHeaderString("X-CSRF-TOKEN") != null;
        if (READING.contains(request.getMethod())
                || hasHeader
                || isForm(request.getMediaType())
                || ApiPaths.has(request.getUriInfo().getPath())) {
            return;
        }
        throw new BadRequestException("no form, and no token");
    }

    private static boolean isForm(@Nullable MediaType type) {
        return type != null && FORMS.stream().anyMatch(type::isCompatible);
    }
}
