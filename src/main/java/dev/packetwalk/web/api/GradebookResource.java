package dev.packetwalk.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.packetwalk.grading.report.JUnitReport;
import dev.packetwalk.grading.report.TapReport;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.progress.AuditAction;
import dev.packetwalk.progress.AuditLog;
import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.progress.classes.Gradebook;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.web.Lessons;
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

/** What the learners of a class have achieved, in the forms in which grades go where they are needed. */
@Path("/api/v1/classes/{class}/gradebook")
@RunOnVirtualThread
@RolesAllowed(Scopes.CLASSES_READ)
@Tag(name = "classes")
public final class GradebookResource {
    private final Classes classes;
    private final Gradebook gradebook;
    private final Lessons lessons;
    private final AuditLog audit;
    private final Caller caller;

    GradebookResource(Classes classes, Gradebook gradebook, Lessons lessons, AuditLog audit, Caller caller) {
        this.classes = classes;
        this.gradebook = gradebook;
        this.lessons = lessons;
        this.audit = audit;
        this.caller = caller;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, "text/csv", MediaType.APPLICATION_XML, MediaType.TEXT_PLAIN})
    @Operation(
            operationId = "getGradebook",
            summary =
                    "What the learners of a class have achieved, by name. JSON comes in pages, the other formats whole.")
    @APIResponse(
            responseCode = "200",
            description = "The gradebook, in the format that was asked for.",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Page.class)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class)),
                @Content(mediaType = MediaType.APPLICATION_XML, schema = @Schema(implementation = String.class)),
                @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(implementation = String.class))
            })
    public Response show(@RestPath("class") String id, @BeanParam FormatQuery query, @BeanParam Paging paging) {
        ReportFormat format = query.format();
        TaughtClass taught = classes.find(caller.id(), Ids.uuid(id)).orElseThrow(ProblemException::notFound);
        List<Gradebook.Row> learners = gradebook.of(caller.id(), taught.id());
        List<String> exercises = exercises(taught, learners);
        List<GradebookView> rows =
                learners.stream().map(row -> GradebookView.of(row, exercises)).toList();
        if (format != ReportFormat.JSON) {
            audit.note(
                    caller.id(),
                    AuditAction.GRADES_EXPORTED,
                    taught.plan().name() + " (" + taught.plan().code() + ")",
                    GradeView.word(format));
        }
        return format.answer(
                "packetwalk-" + taught.plan().code().value(),
                () -> Page.of(paging.cut(rows, row -> row.learner().id(), row -> row)),
                () -> GradebookView.csv(rows, exercises),
                () -> JUnitReport.of(GradebookView.suites(rows)),
                () -> TapReport.of(GradebookView.suites(rows)));
    }

    /** Every exercise that is graded; a variant only where somebody has begun it: it is done instead of its exercise. */
    private List<String> exercises(TaughtClass taught, List<Gradebook.Row> learners) {
        return lessons.all().stream()
                .filter(lesson -> lesson.id().equals(taught.plan().lesson()))
                .flatMap(lesson -> lesson.all()
                        .filter(exercise -> lesson.exercises().contains(exercise)
                                || learners.stream()
                                        .anyMatch(row -> row.cell(exercise.id()).attempts() > 0)))
                .filter(Exercise::graded)
                .map(Exercise::id)
                .toList();
    }

    /** A page of a gradebook. The description needs a record without parameters. */
    @Schema(name = "ListingGradebookView")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(
            List<GradebookView> items,

            @Schema(description = "The cursor of the next page; not there behind the last.") @Nullable
            String next) {
        static Page of(Listing<GradebookView> listing) {
            return new Page(listing.items(), listing.next());
        }
    }
}
