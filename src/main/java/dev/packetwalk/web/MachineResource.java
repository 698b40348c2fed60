package dev.packetwalk.web;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.sandbox.Claim;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.web.words.CurrentLanguage;
import dev.packetwalk.web.words.ErrorWords;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** The machine of an exercise: had, reset, kept longer and given back. */
@Path("/lessons/{lesson}/{exercise}/machine")
@RolesAllowed(Roles.LEARNER)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class MachineResource {
    private static final int CONFLICT = 409;

    private final Lessons lessons;
    private final Machines machines;
    private final CurrentLearner learner;
    private final ClaimLimit limit;
    private final CurrentLanguage language;

    MachineResource(
            Lessons lessons, Machines machines, CurrentLearner learner, ClaimLimit limit, CurrentLanguage language) {
        this.language = language;
        this.lessons = lessons;
        this.machines = machines;
        this.learner = learner;
        this.limit = limit;
    }

    @POST
    public Response claim(@RestPath("lesson") String lessonId, @RestPath("exercise") String exerciseId) {
        Lesson lesson = lessons.lesson(lessonId, language.locale());
        Exercise exercise = lessons.exercise(lessonId, exerciseId, learner.get().id(), language.locale());
        count();
        return answer(machines.claim(learner.get().id(), lesson, exercise), lesson, exercise);
    }

    @POST
    @Path("/reset")
    public Response reset(@RestPath("lesson") String lessonId, @RestPath("exercise") String exerciseId) {
        Lesson lesson = lessons.lesson(lessonId, language.locale());
        Exercise exercise = lessons.exercise(lessonId, exerciseId, learner.get().id(), language.locale());
        count();
        return answer(machines.reset(learner.get().id(), lesson, exercise), lesson, exercise);
    }

    @POST
    @Path("/release")
    public Response release(@RestPath("lesson") String lessonId, @RestPath("exercise") String exerciseId) {
        Lesson lesson = lessons.lesson(lessonId, language.locale());
        Exercise exercise = lessons.exercise(lessonId, exerciseId, learner.get().id(), language.locale());
        machines.release(learner.get().id(), lesson, exercise);
        return to(lesson, exercise, "");
    }

    @POST
    @Path("/extend")
    public Response extend(@RestPath("lesson") String lessonId, @RestPath("exercise") String exerciseId) {
        Lesson lesson = lessons.lesson(lessonId, language.locale());
        Exercise exercise = lessons.exercise(lessonId, exerciseId, learner.get().id(), language.locale());
        machines.extend(learner.get().id(), lesson, exercise);
        return to(lesson, exercise, "");
    }

    /** The learner's place in the queue; the page asks again by itself, and whoever asks keeps the place. */
    @GET
    @Path("/queue")
    public Response queue(
            @RestPath("lesson") String lessonId,
            @RestPath("exercise") String exerciseId,
            @HeaderParam("Sec-Fetch-Site") @Nullable String site) {
        Lesson lesson = lessons.lesson(lessonId, language.locale());
        Exercise exercise = lessons.exercise(lessonId, exerciseId, learner.get().id(), language.locale());
        if ("cross-site".equals(site)) {
            return to(lesson, exercise, ""); // a link elsewhere does not put anybody in a queue
        }
        UUID id = learner.get().id();
        return switch (machines.claim(id, lesson, exercise)) {
            case Claim.Queued(int position, int length) ->
                Response.ok(new Queue(learner.visitor(), lesson, exercise, position, length))
                        .build();
            case Claim.Granted granted -> answer(granted, lesson, exercise);
            case Claim.TooMany many -> answer(many, lesson, exercise);
        };
    }

    @POST
    @Path("/queue/leave")
    public Response leaveQueue(@RestPath("lesson") String lessonId, @RestPath("exercise") String exerciseId) {
        Lesson lesson = lessons.lesson(lessonId, language.locale());
        Exercise exercise = lessons.exercise(lessonId, exerciseId, learner.get().id(), language.locale());
        machines.leaveQueue(learner.get().id(), lesson, exercise);
        return to(lesson, exercise, "");
    }

    private void count() {
        if (!limit.allows(learner.get().id())) {
            throw new TooManyRequestsException(ErrorWords::claimedTooOftenTitle, ErrorWords::claimedTooOften);
        }
    }

    private Response answer(Claim claim, Lesson lesson, Exercise exercise) {
        return switch (claim) {
            case Claim.Granted _ -> to(lesson, exercise, "");
            case Claim.Queued _ -> to(lesson, exercise, "/machine/queue");
            case Claim.TooMany(List<Lease> held) ->
                Response.status(CONFLICT)
                        .entity(new TooMany(learner.visitor(), lesson, exercise, held(held)))
                        .build();
        };
    }

    /** The exercises for which machines are held; a lesson that is no longer offered has no page to release it from. */
    private List<Held> held(List<Lease> leases) {
        return leases.stream().flatMap(lease -> held(lease).stream()).toList();
    }

    private Optional<Held> held(Lease lease) {
        return lessons.exercisesIn(lease.name(), lease.learner()).entrySet().stream()
                .findFirst()
                .map(Map.Entry::getKey)
                .map(key -> new Held(
                        key,
                        lessons.exercise(key.lesson(), key.exercise(), lease.learner(), language.locale())
                                .title()));
    }

    private static Response to(Lesson lesson, Exercise exercise, String below) {
        return Response.seeOther(URI.create("/lessons/" + lesson.id() + "/" + exercise.id() + below))
                .build();
    }

    /** A full house. */
    record Queue(Visitor visitor, Lesson lesson, Exercise exercise, int position, int length)
            implements TemplateInstance {}

    /** One machine has to be given back before another can be had. */
    record TooMany(Visitor visitor, Lesson lesson, Exercise exercise, List<Held> held) implements TemplateInstance {}

    /** What a machine is held for. */
    record Held(ExerciseKey key, String title) {}
}
