package dev.packetwalk.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * What pages may load, and that they are nobody else's to keep. Headers that are the same for every file are in
 * application.properties.
 */
public final class SecurityHeaders {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /** xterm.js writes the styles of its screen into the page by script; no other page needs that. */
    private static final String TERMINAL_POLICY =
            POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");

    /** The player of recordings has its terminal as a WebAssembly module; no other page needs that. */
    private static final String REPLAY_POLICY =
            POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'");

    private static final Pattern REPLAY_PAGE = Pattern.compile("/recordings/[^/]+/?");

    private static final Pattern TERMINAL_PAGE = Pattern.compile("/(lessons/[^/]+|classes/[^/]+/learners)/[^/]+/?");

    @ServerResponseFilter
    public void protect(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders()
                .putSingle(
                        "Content-Security-Policy", policy(request.getUriInfo().getPath()));
        if (!response.getHeaders().containsKey(HttpHeaders.CACHE_CONTROL)) {
            response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }

    private static String policy(String path) {
        if (TERMINAL_PAGE.matcher(path).matches()) {
            return TERMINAL_POLICY;
        }
        return REPLAY_PAGE.matcher(path).matches() ? REPLAY_POLICY : POLICY;
    }
}
