package dev.packetwalk.web.follow;

import dev.packetwalk.progress.KeptWalks;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.Roles;
import dev.packetwalk.web.Visitor;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;

/** A walk that was kept, at an address of its own; its owner alone finds it. */
@Path("/walks/{id}")
@RolesAllowed(Roles.LEARNER)
@RunOnVirtualThread
public final class KeptWalkResource {
    private final KeptWalks kept;
    private final CurrentLearner learner;

    KeptWalkResource(KeptWalks kept, CurrentLearner learner) {
        this.kept = kept;
        this.learner = learner;
    }

    /**
     * The page; it asks for {@link #walk} itself.
     *
     * @throws NotFoundException if there is no such walk, or it is another's
     */
    @GET
    @Produces(MediaType.TEXT_HTML)
    public Walk show(@RestPath String id) {
        walk(id);
        return new Walk(learner.visitor(), id);
    }

    /**
     * The walk with everything that its picture shows, a {@link KeptWalk}.
     *
     * @throws NotFoundException if there is no such walk, or it is another's
     */
    @GET
    @Path("content")
    @Produces(MediaType.APPLICATION_JSON)
    public String walk(@RestPath String id) {
        return kept.find(learner.get().id(), id).orElseThrow(NotFoundException::new);
    }

    /**
     * The page.
     *
     * @param id the walk's
     */
    record Walk(Visitor visitor, String id) implements TemplateInstance {}
}
