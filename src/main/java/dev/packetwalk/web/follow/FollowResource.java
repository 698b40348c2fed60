package dev.packetwalk.web.follow;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.Lessons;
import dev.packetwalk.web.Roles;
import dev.packetwalk.web.Visitor;
import dev.packetwalk.web.words.CurrentLanguage;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;

/** The map on a page of its own, for a large screen beside the terminal or for many eyes. */
@Path("/lessons/{lesson}/{exercise}/follow")
@RolesAllowed(Roles.LEARNER)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class FollowResource {
    private final Lessons lessons;
    private final Sandboxes sandboxes;
    private final CurrentLearner learner;
    private final CurrentLanguage language;

    FollowResource(Lessons lessons, Sandboxes sandboxes, CurrentLearner learner, CurrentLanguage language) {
        this.language = language;
        this.lessons = lessons;
        this.sandboxes = sandboxes;
        this.learner = learner;
    }

    /** The map; without a machine there is nothing to show, and the exercise says how to get one. */
    @GET
    public Response show(@RestPath("lesson") String lessonId, @RestPath("exercise") String exerciseId) {
        Lesson lesson = lessons.lesson(lessonId, language.locale());
        Exercise exercise = lessons.exercise(lessonId, exerciseId, learner.get().id(), language.locale());
        String name = Lessons.sandboxName(new ExerciseKey(lessonId, exerciseId), exercise);
        Optional<Lease> lease = sandboxes.lease(learner.get().id(), name);
        return lease.map(l -> Response.ok(new Map(learner.visitor(), lesson, exercise, l.id().toString())))
                .orElseGet(() -> Response.seeOther(URI.create("/lessons/" + lessonId + "/" + exerciseId)))
                .build();
    }

    /**
     * The page.
     *
     * @param sandbox the id of the learner's machine
     */
    record Map(Visitor visitor, Lesson lesson, Exercise exercise, String sandbox) implements TemplateInstance {}
}
