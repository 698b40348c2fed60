package dev.packetwalk.web.api;

import dev.packetwalk.grading.report.JUnitReport;
import dev.packetwalk.grading.report.TapReport;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.EvidenceBundles;
import dev.packetwalk.progress.RecordedGrade;
import dev.packetwalk.progress.classes.SeenAttempts;
import dev.packetwalk.progress.classes.SeenAttempts.Filter;
import dev.packetwalk.progress.classes.SeenAttempts.Graded;
import dev.packetwalk.progress.classes.SeenAttempts.Seen;
import dev.packetwalk.web.AttemptEvidence;
import dev.packetwalk.web.words.ApiWords;
import dev.packetwalk.web.words.Languages;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Attempts that the caller may see: their own, and those of learners in the classes that they teach. */
@Path("/api/v1/attempts")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "attempts", description = "What learners tried, how it was graded, and on what.")
public final class AttemptsResource {
    private final SeenAttempts attempts;
    private final Grades grades;
    private final AttemptEvidence evidence;
    private final Caller caller;

    AttemptsResource(SeenAttempts attempts, Grades grades, AttemptEvidence evidence, Caller caller) {
        this.attempts = attempts;
        this.grades = grades;
        this.evidence = evidence;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Scopes.ATTEMPTS_READ)
    @Operation(
            operationId = "listAttempts",
            summary = "Attempts, the newest first: your own, and those of learners in the classes that you teach.")
    public Listing<AttemptView> list(@BeanParam AttemptQuery query, @BeanParam Paging paging) {
        Filter filter = query.filter(null, paging);
        return paging.listing(
                attempts.list(caller.id(), filter, paging.most() + 1),
                seen -> seen.attempt().id(),
                AttemptView::of);
    }

    @GET
    @Path("/{attempt}")
    @RolesAllowed(Scopes.ATTEMPTS_READ)
    @Operation(operationId = "getAttempt", summary = "One attempt.")
    public AttemptView show(@RestPath String attempt) {
        return AttemptView.of(seen(attempt));
    }

    @GET
    @Path("/{attempt}/grade")
    @RolesAllowed(Scopes.ATTEMPTS_READ)
    @Produces({MediaType.APPLICATION_JSON, "text/csv", MediaType.APPLICATION_XML, MediaType.TEXT_PLAIN})
    @Operation(operationId = "getGrade", summary = "The newest grade of an attempt, with its reasons.")
    @APIResponse(
            responseCode = "200",
            description = "The grade, in the format that was asked for.",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = GradeView.class)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class)),
                @Content(mediaType = MediaType.APPLICATION_XML, schema = @Schema(implementation = String.class)),
                @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(implementation = String.class))
            })
    public Response grade(@RestPath String attempt, @BeanParam FormatQuery query) {
        Attempt found = seen(attempt).attempt();
        RecordedGrade latest = found.latest();
        if (latest == null) {
            throw ProblemException.notFound();
        }
        GradeView view = grades.view(found, latest, null);
        String name = found.exercise().exercise();
        return query.format()
                .answer(
                        "packetwalk-" + name,
                        () -> view,
                        () -> GradeTable.csv(view),
                        () -> JUnitReport.of(view.suite(name)),
                        () -> TapReport.of(view.suite(name)));
    }

    @GET
    @Path("/{attempt}/grades")
    @RolesAllowed(Scopes.ATTEMPTS_READ)
    @Operation(
            operationId = "listGrades",
            summary = "The grades of an attempt, the newest first; the newest hundred are kept.")
    public Listing<GradeView> history(@RestPath String attempt, @BeanParam Paging paging) {
        Attempt found = seen(attempt).attempt();
        List<Graded> read = attempts.grades(found, paging.afterNumber().orElse(null), paging.most() + 1);
        return paging.listing(read, Graded::id, graded -> grades.view(found, graded.grade(), graded.regradedAt()));
    }

    @GET
    @Path("/{attempt}/evidence")
    @RolesAllowed(Scopes.EVIDENCE_READ)
    @Operation(
            operationId = "getEvidence",
            summary = "All that an attempt was graded on, as a bundle that packetwalk grade --bundle grades again.")
    @APIResponse(
            responseCode = "200",
            description = "A bundle of evidence.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = BundleView.class)))
    public Response evidence(@RestPath String attempt) {
        Attempt found = seen(attempt).attempt();
        if (grades.exercise(found, Languages.DEFAULT).isEmpty()) {
            throw new ProblemException(ProblemKind.NO_EVIDENCE, ApiWords::exerciseGone);
        }
        return Response.ok(
                        EvidenceBundles.write(evidence.of(found)), MediaType.APPLICATION_JSON_TYPE.withCharset("UTF-8"))
                .header("Content-Disposition", "attachment; filename=\"packetwalk-evidence-" + found.id() + ".json\"")
                .build();
    }

    private Seen seen(String attempt) {
        return attempts.find(caller.id(), Ids.number(attempt)).orElseThrow(ProblemException::notFound);
    }

    /**
     * What a bundle of evidence looks like from outside.
     *
     * @param format and its version
     * @param sha256 of the bundle
     * @param bundle see the project's README
     */
    record BundleView(
            @Schema(examples = EvidenceBundles.FORMAT) String format,
            String sha256,

            @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT) @Nullable
            Object bundle) {}
}
