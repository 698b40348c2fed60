package dev.packetwalk.web.api;

import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.web.Regrade;
import dev.packetwalk.web.Regrading;
import dev.packetwalk.web.words.CurrentLanguage;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Grading a class again after its lesson was repaired: what would change is shown before it is applied. */
@Path("/api/v1/classes/{class}/regrades")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "regrades", description = "Grading a class again by the lesson as it is now.")
public final class RegradesResource {
    private final Classes classes;
    private final Regrading regrading;
    private final Grades grades;
    private final CurrentLanguage language;
    private final Caller caller;

    RegradesResource(Classes classes, Regrading regrading, Grades grades, CurrentLanguage language, Caller caller) {
        this.classes = classes;
        this.regrading = regrading;
        this.grades = grades;
        this.language = language;
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Scopes.CLASSES_WRITE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "startRegrade",
            summary =
                    "Grade every attempt of a class of which there is evidence, by the lesson as it is now, and compare."
                            + " Nothing changes by it. While one is under way, asking again gives the same one.")
    @APIResponse(
            responseCode = "202",
            description = "It is under way. Location says where to look.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RegradeView.class)))
    public Response start(@RestPath("class") String id, RegradeView.@Nullable Wish wish) {
        TaughtClass taught = taught(id);
        return regrading
                .compare(caller.id(), taught, wish == null ? null : wish.exercise())
                .map(regrade -> accepted(taught, regrade))
                .orElseThrow(() -> new ProblemException(ProblemKind.UNAVAILABLE));
    }

    @GET
    @Path("/{regrade}")
    @RolesAllowed(Scopes.CLASSES_READ)
    @Operation(operationId = "getRegrade", summary = "How far it is.")
    public RegradeView show(@RestPath("class") String id, @RestPath String regrade) {
        return RegradeView.of(find(taught(id), regrade));
    }

    @GET
    @Path("/{regrade}/changes")
    @RolesAllowed(Scopes.CLASSES_READ)
    @Operation(
            operationId = "listRegradeChanges",
            summary = "The attempts that change, with the checks that end otherwise and why, the newest first.")
    public Listing<RegradeView.ChangeView> changes(
            @RestPath("class") String id, @RestPath String regrade, @BeanParam Paging paging) {
        Regrade found = find(taught(id), regrade);
        return paging.cut(
                found.changes(),
                Regrade.Change::attempt,
                change -> RegradeView.ChangeView.of(
                        change, grades.speech(change.exercise(), change.learner(), language.locale())));
    }

    @POST
    @Path("/{regrade}/apply")
    @RolesAllowed(Scopes.CLASSES_WRITE)
    @Operation(
            operationId = "applyRegrade",
            summary =
                    "Write the grades that were compared. Those of before stay in the history; what has changed meanwhile is"
                            + " passed over. It is noted in the lab's log who did it.")
    @APIResponse(
            responseCode = "202",
            description = "It is under way.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RegradeView.class)))
    public Response apply(@RestPath("class") String id, @RestPath String regrade) {
        TaughtClass taught = taught(id);
        Regrade found = find(taught, regrade);
        if (!regrading.apply(caller.id(), taught, found)) {
            throw new ProblemException(ProblemKind.NOT_READY);
        }
        return accepted(taught, found);
    }

    private static Response accepted(TaughtClass taught, Regrade regrade) {
        return Response.accepted(RegradeView.of(regrade))
                .location(URI.create("/api/v1/classes/" + taught.id() + "/regrades/" + regrade.id()))
                .build();
    }

    private Regrade find(TaughtClass taught, String id) {
        return regrading.find(taught, Ids.uuid(id)).orElseThrow(ProblemException::notFound);
    }

    private TaughtClass taught(String id) {
        return classes.find(caller.id(), Ids.uuid(id)).orElseThrow(ProblemException::notFound);
    }
}
