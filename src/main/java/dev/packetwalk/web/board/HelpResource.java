package dev.packetwalk.web.board;

import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.Lessons;
import dev.packetwalk.web.Roles;
import dev.packetwalk.web.terminal.Companions;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/** What a learner does about help: ask for it, say thanks, and send those away who look on. */
@Path("/lessons/{lesson}/{exercise}")
@RolesAllowed(Roles.LEARNER)
@RunOnVirtualThread
public final class HelpResource {
    private final HelpDesk desk;
    private final Lessons lessons;
    private final Enrolments enrolments;
    private final Companions companions;
    private final CurrentLearner learner;

    HelpResource(HelpDesk desk, Lessons lessons, Enrolments enrolments, Companions companions, CurrentLearner learner) {
        this.desk = desk;
        this.lessons = lessons;
        this.enrolments = enrolments;
        this.companions = companions;
        this.learner = learner;
    }

    @POST
    @Path("/hand")
    public Response raise(@RestPath String lesson, @RestPath String exercise) {
        lessons.exercise(lesson, exercise, id());
        desk.raiseHand(id(), new ExerciseKey(lesson, exercise));
        return back(lesson, exercise);
    }

    @POST
    @Path("/hand/lower")
    public Response lower(@RestPath String lesson, @RestPath String exercise) {
        lessons.exercise(lesson, exercise, id());
        desk.lowerHand(id(), lesson);
        return back(lesson, exercise);
    }

    /** Takes the consent back in the classes whose instructors look on now: they are gone at once, and do not come back by themselves. */
    @POST
    @Path("/watching/stop")
    public Response stop(@RestPath String lesson, @RestPath String exercise) {
        lessons.exercise(lesson, exercise, id());
        companions.of(id()).stream()
                .map(Companions.Companion::taught)
                .distinct()
                .forEach(taught -> enrolments.ofLearner(id()).stream()
                        .filter(membership -> membership.taught().id().equals(taught))
                        .forEach(membership -> enrolments.consent(
                                id(), taught, false, false, membership.consent().record())));
        return back(lesson, exercise);
    }

    private UUID id() {
        return learner.get().id();
    }

    private static Response back(String lesson, String exercise) {
        return Response.seeOther(URI.create("/lessons/" + lesson + "/" + exercise))
                .build();
    }
}
