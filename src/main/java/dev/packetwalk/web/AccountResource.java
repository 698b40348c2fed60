package dev.packetwalk.web;

import dev.packetwalk.progress.Learner;
import dev.packetwalk.progress.ResumeLinks;
import dev.packetwalk.progress.Sessions;
import dev.packetwalk.progress.Token;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jboss.resteasy.reactive.RestCookie;
import org.jspecify.annotations.Nullable;

/** What a learner sees and changes of their own account. */
@Path("/account")
@RolesAllowed(Roles.LEARNER)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class AccountResource {
    private final CurrentLearner learner;
    private final Sessions sessions;
    private final ResumeLinks links;

    AccountResource(CurrentLearner learner, Sessions sessions, ResumeLinks links) {
        this.learner = learner;
        this.sessions = sessions;
        this.links = links;
    }

    @GET
    public TemplateInstance show() {
        Learner who = learner.get();
        return new Account(learner.visitor(), who, sessions.count(who.id()));
    }

    /** A new resume link; the old one is good no more. */
    @POST
    @Path("/resume-link")
    public Response renewLink(HttpServerRequest request) {
        Token link = links.renew(learner.get().id());
        return Response.seeOther(URI.create("/welcome"))
                .cookie(NewLinkCookie.carrying(link, secure(request)))
                .build();
    }

    /** Signs out in this browser. */
    @POST
    @Path("/sign-out")
    public Response signOut(@RestCookie(SessionCookie.NAME) @Nullable String cookie, HttpServerRequest request) {
        Token token = Token.parse(cookie);
        if (token != null) {
            sessions.close(token);
        }
        return signedOut(request);
    }

    /** Signs out in every browser, this one included. */
    @POST
    @Path("/sign-out-everywhere")
    public Response signOutEverywhere(HttpServerRequest request) {
        sessions.closeAll(learner.get().id());
        return signedOut(request);
    }

    private static Response signedOut(HttpServerRequest request) {
        return Response.seeOther(URI.create("/"))
                .cookie(SessionCookie.cleared(secure(request)))
                .build();
    }

    private static boolean secure(HttpServerRequest request) {
        return request.isSSL() || "https".equals(request.scheme());
    }

    record Account(Visitor visitor, Learner learner, int devices) implements TemplateInstance {}
}
