package dev.packetwalk.web;

import dev.packetwalk.progress.Database;
import dev.packetwalk.sandbox.SandboxUnavailableException;
import io.quarkus.logging.Log;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong, told in the visitor's language: a page for browsers, {@code application/problem+json} (RFC 9457) for who asks
 * for JSON. What is not expected is logged in full and told as "went wrong here".
 */
public final class ErrorPages {
    private static final MediaType PROBLEM = new MediaType("application", "problem+json");
    private static final MediaType HTML = MediaType.TEXT_HTML_TYPE.withCharset("UTF-8");

    @ServerExceptionMapper(priority = 1)
    public Response unauthorized(UnauthorizedException e, RoutingContext request, HttpHeaders headers) {
        return strangers(request, headers);
    }

    @ServerExceptionMapper(priority = 1)
    public Response authenticationFailed(AuthenticationFailedException e, RoutingContext request, HttpHeaders headers) {
        return strangers(request, headers);
    }

    @ServerExceptionMapper(priority = 1)
    public Response forbidden(ForbiddenException e, HttpHeaders headers) {
        return answer(Told.of(403, null), headers);
    }

    @ServerExceptionMapper
    public Response tooMany(TooManyRequestsException e, HttpHeaders headers) {
        return answer(Told.of(429, e.getMessage()), headers);
    }

    @ServerExceptionMapper
    public Response noMachines(SandboxUnavailableException e, RoutingContext request, HttpHeaders headers) {
        Log.errorf(e, "no sandbox for %s", path(request));
        return answer(Told.of(503, null), headers);
    }

    @ServerExceptionMapper
    public Response notHere(NotHereException e, HttpHeaders headers) {
        return answer(Told.of(404, e.getMessage()), headers);
    }

    @ServerExceptionMapper
    public Response refused(WebApplicationException e, RoutingContext request, HttpHeaders headers) {
        int status = e.getResponse().getStatus();
        if (status < 400) {
            return e.getResponse();
        }
        if (status >= 500) {
            Log.errorf(e, "%s %s failed", request.request().method(), path(request));
        }
        return answer(Told.of(status, null), headers);
    }

    @ServerExceptionMapper
    public Response unexpected(Exception e, RoutingContext request, HttpHeaders headers) {
        Log.errorf(e, "%s %s failed", request.request().method(), path(request));
        return answer(Database.isOutage(e) ? Told.NO_DATABASE : Told.of(500, null), headers);
    }

    /** The filter that looks for a form's token refuses without a word; this adds the words. */
    @ServerResponseFilter
    public void explain(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() != 400 || response.hasEntity()) {
            return;
        }
        Told told = Told.of(400, null);
        if (wantsJson(request.getAcceptableMediaTypes())) {
            response.setEntity(told.problem(), null, PROBLEM);
        } else {
            response.setEntity(new Failure(Visitor.STRANGER, told).render(), null, HTML);
        }
    }

    /** For the log, which is no place for a secret: a personal link is one. */
    private static String path(RoutingContext request) {
        String path = request.normalizedPath();
        return path.startsWith("/resume/") ? "/resume/…" : path.startsWith("/links/") ? "/links/…" : path;
    }

    private static Response strangers(RoutingContext request, HttpHeaders headers) {
        if (wantsJson(headers.getAcceptableMediaTypes())) {
            return problem(Told.of(401, null));
        }
        // No form here: its token is made by a filter that a refused request has not reached.
        return page(401, new JoinFirst(Visitor.STRANGER, JoinForm.address(request.normalizedPath())));
    }

    private static Response answer(Told told, HttpHeaders headers) {
        return wantsJson(headers.getAcceptableMediaTypes())
                ? problem(told)
                : page(told.status(), new Failure(Visitor.STRANGER, told));
    }

    private static Response page(int status, TemplateInstance page) {
        return Response.status(status).type(HTML).entity(page).build();
    }

    private static Response problem(Told told) {
        return Response.status(told.status())
                .type(PROBLEM)
                .entity(told.problem())
                .build();
    }

    /** HTML is for who prefers it; programs that say nothing get JSON. */
    private static boolean wantsJson(List<MediaType> accepted) {
        for (MediaType type : accepted) {
            if (type.isWildcardType()) {
                return true;
            }
            if (type.isCompatible(MediaType.TEXT_HTML_TYPE)) {
                return false;
            }
            if (type.getSubtype().endsWith("json")) {
                return true;
            }
        }
        return true;
    }

    record Failure(Visitor visitor, Told told) implements TemplateInstance {}

    /**
     * The way in.
     *
     * @param join the address of the form
     */
    record JoinFirst(Visitor visitor, String join) implements TemplateInstance {}

    /**
     * What a visitor is told.
     *
     * @param status the HTTP status
     * @param title what happened
     * @param remedy what to do next
     */
    record Told(int status, String title, String remedy) {
        static final Told NO_DATABASE = new Told(
                503,
                "We can't get at our notes at the moment",
                "The database does not answer. Your machine and your work so far are kept. Try again in a minute; if it goes on, tell"
                        + " whoever runs this server.");

        /** As RFC 9457 has it. */
        Map<String, Object> problem() {
            return Map.of("title", title, "status", status, "detail", remedy);
        }

        static Told of(int status, @Nullable String detail) {
            return switch (status) {
                case 400 ->
                    new Told(
                            400,
                            "That request did not add up",
                            "The page may have been open for a long time. Go back, reload it, and try again.");
                case 401 -> new Told(401, "Please join first", "Join on the home page, or open your personal link.");
                case 403 ->
                    new Told(
                            403,
                            "This is not yours to open",
                            "If it should be, check that you are signed in as yourself.");
                case 404 ->
                    new Told(
                            404,
                            "There is nothing here",
                            detail == null
                                    ? "The address may have a typo, or the page has moved. Start again from the home page."
                                    : detail);
                case 405 -> new Told(405, "That does not work here", "Go back and use the buttons of the page.");
                case 406, 415 -> new Told(status, "That form is not spoken here", "Ask for HTML or JSON.");
                case 413 -> new Told(413, "That was too much at once", "Send less, and try again.");
                case 429 ->
                    detail != null
                            ? new Told(429, "That was a lot at once", detail)
                            : new Told(
                                    429,
                                    "Many people joined from your address just now",
                                    "Wait a few minutes and try again. If a whole class is joining, ask your instructor to raise the"
                                            + " limit.");
                case 503 ->
                    new Told(
                            503,
                            "No machine can be had at the moment",
                            "The engine that runs the machines does not answer. Your work so far is kept. Try again in a minute; if it"
                                    + " goes on, tell whoever runs this server.");
                default ->
                    status < 500
                            ? new Told(status, "That did not work", "Go back, reload the page, and try again.")
                            : new Told(
                                    status,
                                    "Something went wrong on our side",
                                    "It is not your doing, and it has been noted. Your work so far is kept. Try again in a moment.");
            };
        }
    }
}
