package dev.packetwalk.web;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/** What is for programs and not for pages: it is asked by tokens, and answers nothing but data. */
public final class ApiPaths {
    private static final String ROOT = "/api/";
    private static final String DOCS = "/api/docs";

    private ApiPaths() {}

    /** Whether a request is for the API. */
    public static boolean has(RoutingContext request) {
        return has(request.normalizedPath());
    }

    static boolean has(String path) {
        return path.startsWith(ROOT);
    }

    /** Whether a request is for the pages on which people read about the API. */
    public static boolean isDescription(RoutingContext request) {
        return request.normalizedPath().startsWith(DOCS);
    }

    /**
     * Whether a session's cookie may sign this request in. To the API it may for reading only, so that no page elsewhere can have a
     * browser change anything there; and not beside a token, which says for itself who it is.
     */
    static boolean takesSession(RoutingContext request) {
        HttpMethod method = request.request().method();
        boolean reads = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
        return !has(request) || (reads && request.request().getHeader("Authorization") == null);
    }
}
