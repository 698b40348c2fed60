package dev.packetwalk.web;

import dev.packetwalk.progress.Learner;
import dev.packetwalk.progress.Learners;
import dev.packetwalk.progress.ResumeLinks;
import dev.packetwalk.progress.Sessions;
import dev.packetwalk.progress.Token;
import dev.packetwalk.web.words.ErrorWords;
import dev.packetwalk.web.words.Texts;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jboss.resteasy.reactive.RestPath;

/**
 * Coming back by a personal link. Opening it changes nothing, so that a program which previews links signs nobody in and uses
 * nothing up; the button on its page does.
 */
@Path("/resume/{token}")
@PermitAll
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class ResumeResource {
    private final ResumeLinks links;
    private final Learners learners;
    private final Sessions sessions;
    private final CurrentLearner current;

    ResumeResource(ResumeLinks links, Learners learners, Sessions sessions, CurrentLearner current) {
        this.links = links;
        this.learners = learners;
        this.sessions = sessions;
        this.current = current;
    }

    @GET
    public TemplateInstance show(@RestPath String token) {
        return new Resume(current.visitor(), Texts.isolated(owner(token).name()), "/resume/" + token);
    }

    @POST
    public Response signIn(@RestPath String token, HttpServerRequest request) {
        Token session = sessions.open(owner(token).id());
        boolean secure = request.isSSL() || "https".equals(request.scheme());
        return Response.seeOther(URI.create("/"))
                .cookie(SessionCookie.carrying(session, secure))
                .build();
    }

    private Learner owner(String value) {
        Token token = Token.parse(value);
        if (token == null) {
            throw noGood();
        }
        return links.learner(token).flatMap(learners::find).orElseThrow(ResumeResource::noGood);
    }

    private static NotHereException noGood() {
        return new NotHereException(ErrorWords::linkNoGood);
    }

    /** @param owner as it can stand in a sentence */
    record Resume(Visitor visitor, String owner, String action) implements TemplateInstance {}
}
