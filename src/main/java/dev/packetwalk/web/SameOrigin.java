package dev.packetwalk.web;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** A second lock beside the form tokens: what changes something must come from a page of ours, if it says where it comes from. */
public final class SameOrigin {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    @ServerRequestFilter(preMatching = true)
    public void check(ContainerRequestContext request, HttpServerRequest http) {
        if (READING.contains(request.getMethod())) {
            return;
        }
        // Where both are sent, the first is the browser's own word on the matter; Origin is "null" under some policies.
        String site = request.getHeaderString("Sec-Fetch-Site");
        String origin = request.getHeaderString("Origin");
        boolean ours = site != null
                ? site.equals("same-origin") || site.equals("none")
                : origin == null || isOurs(origin, http);
        if (!ours) {
            throw new ForbiddenException("cross-origin " + request.getMethod());
        }
    }

    /** Whether an {@code Origin} header names the host that the request was sent to; no header does not. */
    public static boolean isOurs(@Nullable String origin, HttpServerRequest http) {
        @Nullable
        String host = http.authority() == null ? null : http.authority().toString();
        try {
            return origin != null
                    && host != null
                    && host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException _) {
            return false; // "null" and other oddities
        }
    }
}
