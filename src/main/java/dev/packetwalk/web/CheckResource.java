package dev.packetwalk.web;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.sandbox.Lease;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/** Grades and hints that a learner asks for. */
@Path("/lessons/{lesson}/{exercise}")
@RolesAllowed(Roles.LEARNER)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class CheckResource {
    private final Lessons lessons;
    private final Machines machines;
    private final Attempts attempts;
    private final LiveGrades grades;
    private final CurrentLearner learner;

    CheckResource(Lessons lessons, Machines machines, Attempts attempts, LiveGrades grades, CurrentLearner learner) {
        this.lessons = lessons;
        this.machines = machines;
        this.attempts = attempts;
        this.grades = grades;
        this.learner = learner;
    }

    /** Grades now; without a machine there is nothing to grade, and the page says so. */
    @POST
    @Path("/check")
    public Response check(@RestPath("lesson") String lessonId, @RestPath("exercise") String exerciseId) {
        Lesson lesson = lessons.lesson(lessonId);
        Exercise exercise = lessons.exercise(lessonId, exerciseId, learner.get().id());
        ExerciseKey key = new ExerciseKey(lessonId, exerciseId);
        Optional<Lease> lease = machines.lease(learner.get().id(), lesson, exercise);
        if (lease.isPresent() && exercise.graded()) {
            attempts.open(learner.get().id(), key);
            grades.gradeNow(lease.get(), key);
        }
        return to(key, "#checks");
    }

    /** Uncovers the next hint. */
    @POST
    @Path("/hints")
    public Response hint(@RestPath("lesson") String lessonId, @RestPath("exercise") String exerciseId) {
        Exercise exercise = lessons.exercise(lessonId, exerciseId, learner.get().id());
        UUID id = learner.get().id();
        ExerciseKey key = new ExerciseKey(lessonId, exerciseId);
        Attempt attempt = attempts.open(id, key);
        attempts.uncoverHint(attempt, exercise.hints().size());
        return to(key, "#hints");
    }

    private static Response to(ExerciseKey key, String fragment) {
        return Response.seeOther(URI.create("/lessons/" + key + fragment)).build();
    }
}
