package dev.packetwalk.web;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.packetwalk.progress.Database;
import dev.packetwalk.progress.PasswordHashes;
import dev.packetwalk.sandbox.SandboxUnavailableException;
import dev.packetwalk.web.api.Problems;
import dev.packetwalk.web.words.CurrentLanguage;
import dev.packetwalk.web.words.ErrorWords;
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
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * What goes wrong, told in the visitor's language: a page for browsers, {@code application/problem+json} (RFC 9457) for who asks
 * for JSON. What is not expected is logged in full and told as "went wrong here".
 */
public final class ErrorPages {
    private static final MediaType PROBLEM = new MediaType("application", "problem+json");
    private static final MediaType HTML = MediaType.TEXT_HTML_TYPE.withCharset("UTF-8");

    private final CurrentLanguage language;
    private final Problems problems;

    ErrorPages(CurrentLanguage language, Problems problems) {
        this.language = language;
        this.problems = problems;
    }

    @ServerExceptionMapper(priority = 1)
    public Response unauthorized(UnauthorizedException e, RoutingContext request, HttpHeaders headers) {
        return strangers(request, headers);
    }

    @ServerExceptionMapper(priority = 1)
    public Response authenticationFailed(AuthenticationFailedException e, RoutingContext request, HttpHeaders headers) {
        return strangers(request, headers);
    }

    @ServerExceptionMapper(priority = 1)
    public Response forbidden(ForbiddenException e, RoutingContext request, HttpHeaders headers) {
        return answer(told(403), request, headers);
    }

    @ServerExceptionMapper
    public Response tooMany(TooManyRequestsException e, RoutingContext request, HttpHeaders headers) {
        return answer(new Told(429, e.title().apply(words()), e.remedy().apply(words())), request, headers);
    }

    @ServerExceptionMapper
    public Response busy(PasswordHashes.BusyException e, RoutingContext request, HttpHeaders headers) {
        return answer(new Told(503, words().signInBusyTitle(), words().signInBusy()), request, headers);
    }

    @ServerExceptionMapper
    public Response noMachines(SandboxUnavailableException e, RoutingContext request, HttpHeaders headers) {
        Log.errorf(e, "no sandbox for %s", path(request));
        return answer(told(503), request, headers);
    }

    @ServerExceptionMapper
    public Response notHere(NotHereException e, RoutingContext request, HttpHeaders headers) {
        return answer(new Told(404, words().notFoundTitle(), e.remedy().apply(words())), request, headers);
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
        return answer(told(status), request, headers);
    }

    /** JSON of another form than the route asks for. */
    @ServerExceptionMapper
    public Response mismatched(MismatchedInputException e, RoutingContext request, HttpHeaders headers) {
        Log.debugf("%s: %s", path(request), e.getOriginalMessage());
        return answer(told(400), request, headers);
    }

    @ServerExceptionMapper
    public Response unexpected(Exception e, RoutingContext request, HttpHeaders headers) {
        if (Database.isDeparture(e)) {
            Log.infof(
                    "%s %s: whom or what it was about is gone",
                    request.request().method(), path(request));
            return answer(told(404), request, headers);
        }
        Log.errorf(e, "%s %s failed", request.request().method(), path(request));
        return answer(Database.isOutage(e) ? Told.noDatabase(words()) : told(500), request, headers);
    }

    /** The filter that looks for a form's token refuses without a word; this adds the words. */
    @ServerResponseFilter
    public void explain(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() != 400 || response.hasEntity()) {
            return;
        }
        if (ApiPaths.has(request.getUriInfo().getPath())) {
            Response answer = problems.answer(400, null);
            response.setEntity(answer.getEntity(), null, answer.getMediaType());
            return;
        }
        Told told = told(400);
        if (wantsJson(request.getAcceptableMediaTypes())) {
            response.setEntity(told.problem(), null, PROBLEM);
        } else {
            response.setEntity(new Failure(Visitor.STRANGER, told).render(), null, HTML);
        }
    }

    private Told told(int status) {
        return Told.of(status, words());
    }

    private ErrorWords words() {
        return language.texts(ErrorWords.class);
    }

    /** For the log, which is no place for a secret: a personal link is one. */
    private static String path(RoutingContext request) {
        String path = request.normalizedPath();
        return Stream.of("/resume/", "/links/", "/enter/")
                .filter(path::startsWith)
                .findFirst()
                .map(secret -> secret + "…")
                .orElse(path);
    }

    private Response strangers(RoutingContext request, HttpHeaders headers) {
        if (ApiPaths.has(request)) {
            return problems.answer(401, null);
        }
        if (wantsJson(headers.getAcceptableMediaTypes())) {
            return problem(told(401));
        }
        // No form here: its token is made by a filter that a refused request has not reached.
        return page(401, new JoinFirst(Visitor.STRANGER, JoinForm.address(request.normalizedPath())));
    }

    private Response answer(Told told, RoutingContext request, HttpHeaders headers) {
        if (ApiPaths.has(request)) {
            return problems.answer(told.status(), told.usual() ? null : told.remedy());
        }
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
     * @param usual whether nothing more is known than the status
     */
    record Told(int status, String title, String remedy, boolean usual) {
        Told(int status, String title, String remedy) {
            this(status, title, remedy, false);
        }

        static Told noDatabase(ErrorWords words) {
            return usual(503, words.noDatabaseTitle(), words.noDatabase());
        }

        private static Told usual(int status, String title, String remedy) {
            return new Told(status, title, remedy, true);
        }

        /** As RFC 9457 has it. */
        Map<String, Object> problem() {
            return Map.of("title", title, "status", status, "detail", remedy);
        }

        static Told of(int status, ErrorWords words) {
            return switch (status) {
                case 400 -> usual(400, words.badRequestTitle(), words.badRequest());
                case 401 -> usual(401, words.strangerTitle(), words.stranger());
                case 403 -> usual(403, words.forbiddenTitle(), words.forbidden());
                case 404 -> usual(404, words.notFoundTitle(), words.notFound());
                case 405 -> usual(405, words.wrongMethodTitle(), words.wrongMethod());
                case 406, 415 -> usual(status, words.wrongFormTitle(), words.wrongForm());
                case 413 -> usual(413, words.tooLargeTitle(), words.tooLarge());
                case 429 -> usual(429, words.joinedTooOftenTitle(), words.joinedTooOften());
                case 503 -> usual(503, words.noMachineTitle(), words.noMachine());
                default ->
                    status < 500
                            ? usual(status, words.refusedTitle(), words.refused())
                            : usual(status, words.failedTitle(), words.failed());
            };
        }
    }
}
