package dev.packetwalk.web.gradebook;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.OwnClass;
import dev.packetwalk.web.Regrade;
import dev.packetwalk.web.Regrading;
import dev.packetwalk.web.Roles;
import dev.packetwalk.web.Visitor;
import dev.packetwalk.web.VisitorTime;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Grades a class again after its lesson was repaired: compares, shows what would change, and applies it when that is confirmed. */
@Path("/classes/{class}/regrades")
@RolesAllowed(Roles.INSTRUCTOR)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class RegradeResource {
    private final OwnClass own;
    private final Regrading regrading;
    private final GradeSpeech speech;
    private final CurrentLearner instructor;
    private final VisitorTime time;

    RegradeResource(
            OwnClass own, Regrading regrading, GradeSpeech speech, CurrentLearner instructor, VisitorTime time) {
        this.own = own;
        this.regrading = regrading;
        this.speech = speech;
        this.instructor = instructor;
        this.time = time;
    }

    /** Says what it does, and asks for which exercises. */
    @GET
    public TemplateInstance ask(@RestPath("class") String id) {
        return start(own.find(id), "", null);
    }

    /**
     * Begins to compare. While the class is being graded again already, leads there.
     *
     * @param exercise the id of the only exercise to look at; empty for all
     */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response compare(@RestPath("class") String id, @RestForm @Nullable String exercise) {
        TaughtClass taught = own.find(id);
        // What is no exercise that is graded is taken for all of them: it can only be typed.
        Optional<Exercise> only = speech.graded(taught.plan().lesson()).stream()
                .filter(found -> found.id().equals(exercise))
                .findFirst();
        @Nullable String wanted = only.map(Exercise::id).orElse(null);
        return regrading
                .compare(instructor.get().id(), taught, wanted)
                .map(regrade -> to(taught, regrade))
                .orElseGet(() -> Response.status(Response.Status.SERVICE_UNAVAILABLE)
                        .entity(start(
                                taught,
                                wanted == null ? "" : wanted,
                                speech.words().busy()))
                        .build());
    }

    /**
     * How far it is, and what changes.
     *
     * @param from how many of the changes come before the page that is wanted
     */
    @GET
    @Path("/{regrade}")
    public TemplateInstance show(
            @RestPath("class") String id, @RestPath("regrade") String regrade, @RestQuery @Nullable Integer from) {
        TaughtClass taught = own.find(id);
        return page(taught, find(taught, regrade), from == null ? 0 : from, null);
    }

    /** Writes the grades that were shown. Who asks twice is led to where it happens. */
    @POST
    @Path("/{regrade}/apply")
    public Response apply(@RestPath("class") String id, @RestPath("regrade") String regrade) {
        TaughtClass taught = own.find(id);
        Regrade found = find(taught, regrade);
        boolean begun = regrading.apply(instructor.get().id(), taught, found);
        if (!begun && found.progress().state() == Regrade.State.READY) {
            return Response.status(Response.Status.SERVICE_UNAVAILABLE)
                    .entity(page(taught, found, 0, speech.words().busy()))
                    .build();
        }
        return to(taught, found);
    }

    private Start start(TaughtClass taught, String exercise, @Nullable String problem) {
        return new Start(
                instructor.visitor(),
                taught,
                speech.graded(taught.plan().lesson()),
                exercise,
                regrading
                        .latest(taught)
                        .map(regrade -> view(taught, regrade, 0))
                        .orElse(null),
                problem);
    }

    private Shown page(TaughtClass taught, Regrade regrade, int from, @Nullable String problem) {
        return new Shown(instructor.visitor(), taught, view(taught, regrade, from), problem);
    }

    private RegradeView view(TaughtClass taught, Regrade regrade, int from) {
        @Nullable
        String title = speech.graded(taught.plan().lesson()).stream()
                .filter(exercise -> exercise.id().equals(regrade.exercise()))
                .map(Exercise::title)
                .findFirst()
                .orElse(regrade.exercise());
        return RegradeView.of(regrade, from, title, time.at(regrade.startedAt()), speech);
    }

    private Regrade find(TaughtClass taught, String id) {
        return regrading.find(taught, OwnClass.id(id)).orElseThrow(OwnClass::notHere);
    }

    private static Response to(TaughtClass taught, Regrade regrade) {
        return Response.seeOther(URI.create("/classes/" + taught.id() + "/regrades/" + regrade.id()))
                .build();
    }

    /**
     * The page that asks.
     *
     * @param exercises those that are graded
     * @param chosen the id of the one that was chosen; empty for all
     * @param latest the last time, as far as this server remembers it; {@code null} if it does not
     * @param problem why it could not begin; {@code null} if nobody has tried
     */
    record Start(
            Visitor visitor,
            TaughtClass taught,
            List<Exercise> exercises,
            String chosen,
            @Nullable RegradeView latest,
            @Nullable String problem)
            implements TemplateInstance {}

    /** The page of one. */
    record Shown(
            Visitor visitor,
            TaughtClass taught,
            RegradeView view,
            @Nullable String problem) implements TemplateInstance {}
}
