package dev.packetwalk.web.api;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.sandbox.Claim;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.web.ClaimLimit;
import dev.packetwalk.web.Lessons;
import dev.packetwalk.web.Machines;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** The sandboxes of whoever asks, found through them and the exercise: whose it is needs no further check. */
@Path("/api/v1/sandboxes")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sandboxes", description = "Your own sandboxes.")
public final class SandboxesResource {
    private static final int ASK_AGAIN_SECONDS = 5;

    private final Instance<Sandboxes> sandboxes;
    private final Machines machines;
    private final Lessons lessons;
    private final Attempts attempts;
    private final ClaimLimit limit;
    private final Caller caller;

    SandboxesResource(
            Instance<Sandboxes> sandboxes,
            Machines machines,
            Lessons lessons,
            Attempts attempts,
            ClaimLimit limit,
            Caller caller) {
        this.sandboxes = sandboxes;
        this.machines = machines;
        this.lessons = lessons;
        this.attempts = attempts;
        this.limit = limit;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Scopes.ATTEMPTS_READ)
    @Operation(operationId = "listSandboxes", summary = "The sandboxes that you have, the least recently used first.")
    public Listing<SandboxView> list(@BeanParam Paging paging) {
        return paging.cut(sandboxes.get().leases(caller.id()), Lease::id, this::view);
    }

    @GET
    @Path("/{lesson}/{exercise}")
    @RolesAllowed(Scopes.ATTEMPTS_READ)
    @Operation(operationId = "getSandbox", summary = "The sandbox that you have for an exercise.")
    public SandboxView show(@RestPath("lesson") String lessonId, @RestPath("exercise") String exerciseId) {
        Asked asked = asked(lessonId, exerciseId);
        return machines.lease(caller.id(), asked.lesson(), asked.exercise())
                .map(this::view)
                .orElseThrow(ProblemException::notFound);
    }

    @PUT
    @Path("/{lesson}/{exercise}")
    @RolesAllowed(Scopes.SANDBOXES_CLAIM)
    @Operation(
            operationId = "claimSandbox",
            summary =
                    "Have a sandbox for an exercise. Asking again gives the same one, or keeps your place in the queue.")
    @APIResponse(
            responseCode = "200",
            description = "The one that you have already.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SandboxView.ClaimView.class)))
    @APIResponse(
            responseCode = "201",
            description = "A new one, and a new attempt in it.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SandboxView.ClaimView.class)))
    @APIResponse(
            responseCode = "202",
            description = "Every room is taken: ask again as Retry-After says, or lose your place.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SandboxView.ClaimView.class)))
    public Response claim(@RestPath("lesson") String lessonId, @RestPath("exercise") String exerciseId) {
        Asked asked = asked(lessonId, exerciseId);
        if (machines.lease(caller.id(), asked.lesson(), asked.exercise()).isEmpty() && !limit.hasRoom(caller.id())) {
            throw new ProblemException(ProblemKind.TOO_OFTEN);
        }
        Claim claim = machines.claim(caller.id(), asked.lesson(), asked.exercise());
        if (claim instanceof Claim.Granted(Lease _, boolean fresh) && fresh) {
            limit.allows(caller.id()); // Only now: whoever waits in the queue asks often, and gets nothing.
        }
        return answer(claim, asked.key());
    }

    @POST
    @Path("/{lesson}/{exercise}/reset")
    @RolesAllowed(Scopes.SANDBOXES_CLAIM)
    @Operation(
            operationId = "resetSandbox",
            summary = "Have a pristine sandbox in place of the one that you have, and begin a new attempt.")
    @APIResponse(
            responseCode = "201",
            description = "A new one, and a new attempt in it.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SandboxView.ClaimView.class)))
    @APIResponse(
            responseCode = "202",
            description = "Every room is taken: claim it as Retry-After says, or lose your place.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SandboxView.ClaimView.class)))
    public Response reset(@RestPath("lesson") String lessonId, @RestPath("exercise") String exerciseId) {
        Asked asked = asked(lessonId, exerciseId);
        if (!limit.allows(caller.id())) {
            throw new ProblemException(ProblemKind.TOO_OFTEN);
        }
        return answer(machines.reset(caller.id(), asked.lesson(), asked.exercise()), asked.key());
    }

    @DELETE
    @Path("/{lesson}/{exercise}")
    @RolesAllowed(Scopes.SANDBOXES_CLAIM)
    @Operation(operationId = "releaseSandbox", summary = "Give a sandbox back. Having none is no error.")
    @APIResponse(responseCode = "204", description = "You have none for this exercise any more.")
    public Response release(@RestPath("lesson") String lessonId, @RestPath("exercise") String exerciseId) {
        Asked asked = asked(lessonId, exerciseId);
        machines.release(caller.id(), asked.lesson(), asked.exercise());
        return Response.noContent().build();
    }

    /** Answers 404 where there is no such exercise. */
    private Asked asked(String lessonId, String exerciseId) {
        return new Asked(lessons.lesson(lessonId), lessons.exercise(lessonId, exerciseId, caller.id()));
    }

    private Response answer(Claim claim, ExerciseKey key) {
        return switch (claim) {
            case Claim.Granted(Lease lease, boolean fresh) ->
                Response.status(fresh ? Response.Status.CREATED : Response.Status.OK)
                        .header(HttpHeaders.LOCATION, "/api/v1/sandboxes/" + key)
                        .entity(new SandboxView.ClaimView(
                                "granted",
                                fresh,
                                view(lease),
                                attempts.latest(caller.id(), key)
                                        .map(Attempt::id)
                                        .orElse(null),
                                null,
                                null))
                        .build();
            case Claim.Queued(int position, int length) ->
                Response.accepted(new SandboxView.ClaimView("queued", null, null, null, position, length))
                        .header(HttpHeaders.RETRY_AFTER, ASK_AGAIN_SECONDS)
                        .build();
            case Claim.TooMany _ -> throw new ProblemException(ProblemKind.TOO_MANY_SANDBOXES);
        };
    }

    private SandboxView view(Lease lease) {
        return SandboxView.of(
                lease,
                lessons.exercisesIn(lease.name(), lease.learner()).keySet().stream()
                        .map(ExerciseKey::toString)
                        .toList());
    }

    /** The exercise that an address names, as the caller has it. */
    private record Asked(Lesson lesson, Exercise exercise) {
        ExerciseKey key() {
            return new ExerciseKey(lesson.id(), exercise.id());
        }
    }
}
