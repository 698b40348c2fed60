package dev.packetwalk.web;

import dev.packetwalk.progress.Token;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.RestCookie;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Shows a new resume link, once. */
@Path("/welcome")
@RolesAllowed(Roles.LEARNER)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class WelcomeResource {
    private final CurrentLearner learner;

    WelcomeResource(CurrentLearner learner) {
        this.learner = learner;
    }

    @GET
    public Response show(
            @RestCookie(NewLinkCookie.NAME) @Nullable String cookie,
            @RestQuery @Nullable String next,
            @Context UriInfo uri) {
        Token link = Token.parse(cookie);
        String address = link == null
                ? null
                : uri.getBaseUriBuilder()
                        .path("resume")
                        .path(link.value())
                        .build()
                        .toString();
        String goOn = JoinForm.safeNext(next);
        boolean secure = "https".equals(uri.getRequestUri().getScheme());
        return Response.ok(new Welcome(learner.visitor(), address, goOn.isEmpty() ? "/" : goOn))
                .cookie(NewLinkCookie.cleared(secure))
                .build();
    }

    /** Without a link, it was shown before. */
    record Welcome(Visitor visitor, @Nullable String link, String next) implements TemplateInstance {}
}
