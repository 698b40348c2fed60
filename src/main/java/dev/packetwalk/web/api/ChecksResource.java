package dev.packetwalk.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.classes.SeenAttempts;
import dev.packetwalk.web.words.ApiWords;
import dev.packetwalk.web.words.CurrentLanguage;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/** Runs the checks of an attempt that the caller may see. */
@Path("/api/v1/attempts/{attempt}/checks")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "checks", description = "Grading an attempt now, and waiting for what comes of it.")
public final class ChecksResource {
    private static final int LONGEST_WAIT = 60;
    private static final Duration LONGEST_STREAM = Duration.ofSeconds(90);

    private final SeenAttempts attempts;
    private final CheckRuns runs;
    private final CurrentLanguage language;
    private final Caller caller;

    ChecksResource(SeenAttempts attempts, CheckRuns runs, CurrentLanguage language, Caller caller) {
        this.attempts = attempts;
        this.runs = runs;
        this.language = language;
        this.caller = caller;
    }

    @POST
    @RunOnVirtualThread
    @RolesAllowed(Scopes.CHECKS_RUN)
    @Operation(
            operationId = "startChecks",
            summary = "Grade an attempt now: in its sandbox if that is still there, else by the evidence that was kept."
                    + " While one is under way, asking again gives the same one.")
    @APIResponse(
            responseCode = "202",
            description = "It is under way. Location says where to wait for it.",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = RunView.class)))
    public Response start(@RestPath String attempt) {
        CheckRun run = runs.start(find(attempt), language.locale());
        return Response.accepted(RunView.of(run, run.now()))
                .location(URI.create("/api/v1/attempts/" + run.attempt().id() + "/checks/" + run.id()))
                .build();
    }

    @GET
    @Path("/{run}")
    @RunOnVirtualThread
    @RolesAllowed({Scopes.CHECKS_RUN, Scopes.ATTEMPTS_READ})
    @Operation(operationId = "getChecks", summary = "What has come of it, now or as soon as it is settled.")
    public RunView show(
            @RestPath String attempt,
            @RestPath String run,
            @Parameter(
                            description = "For how many seconds to wait until it is settled.",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "0",
                                            maximum = "60",
                                            defaultValue = "0"))
                    @RestQuery
                    @Nullable
                    String wait)
            throws InterruptedException {
        int seconds = Numbers.within(0, LONGEST_WAIT, 0, wait, ApiWords::badWait);
        CheckRun found = find(attempt, run);
        return RunView.of(found, found.await(Duration.ofSeconds(seconds).toNanos()));
    }

    @GET
    @Path("/{run}/events")
    @Blocking
    @RolesAllowed({Scopes.CHECKS_RUN, Scopes.ATTEMPTS_READ})
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "streamChecks",
            summary = "The same as it comes: one event for each change, up to the one that is settled.")
    @APIResponse(
            responseCode = "200",
            description = "Server-sent events, each of which has a run as its data.",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = RunView.class)))
    public Multi<RunView> stream(@RestPath String attempt, @RestPath String run) {
        CheckRun found = find(attempt, run);
        return Multi.createFrom().emitter(events -> {
            Thread follower = Thread.ofVirtual().name("check-events").start(() -> {
                try {
                    found.follow(-1, LONGEST_STREAM.toNanos(), moment -> events.emit(RunView.of(found, moment)));
                    events.complete();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            });
            events.onTermination(follower::interrupt);
        });
    }

    private CheckRun find(String attempt, String run) {
        return runs.find(find(attempt), Ids.uuid(run)).orElseThrow(ProblemException::notFound);
    }

    private Attempt find(String attempt) {
        return attempts.find(caller.id(), Ids.number(attempt))
                .orElseThrow(ProblemException::notFound)
                .attempt();
    }

    /**
     * A run of the checks.
     *
     * @param live whether the sandbox is asked, and not only what was kept of it
     * @param grade the newest; not there before the first
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RunView(
            UUID id,
            long attempt,

            @Schema(enumeration = {"running", "settled", "failed"})
            String state,

            @Schema(description = "Whether the sandbox is asked, and not only what was kept of it.")
            boolean live,

            Instant startedAt,
            @Nullable GradeView grade) {
        static RunView of(CheckRun run, CheckRun.Moment moment) {
            return new RunView(
                    run.id(),
                    run.attempt().id(),
                    GradeView.word(moment.state()),
                    run.live(),
                    run.startedAt(),
                    moment.grade());
        }
    }
}
