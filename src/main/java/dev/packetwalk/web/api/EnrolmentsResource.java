package dev.packetwalk.web.api;

import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.progress.classes.Enrolled;
import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.progress.classes.SeenAttempts;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Who is in a class that the caller teaches, and what they tried. */
@Path("/api/v1/classes/{class}")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "classes")
public final class EnrolmentsResource {
    private final Classes classes;
    private final Enrolments enrolments;
    private final SeenAttempts attempts;
    private final Caller caller;

    EnrolmentsResource(Classes classes, Enrolments enrolments, SeenAttempts attempts, Caller caller) {
        this.classes = classes;
        this.enrolments = enrolments;
        this.attempts = attempts;
        this.caller = caller;
    }

    @GET
    @Path("/enrolments")
    @RolesAllowed(Scopes.CLASSES_READ)
    @Operation(operationId = "listEnrolments", summary = "Who is in a class, by name.")
    public Listing<EnrolmentView> list(@RestPath("class") String id, @BeanParam Paging paging) {
        return paging.cut(enrolments.of(caller.id(), taught(id)), Enrolled::learner, EnrolmentView::of);
    }

    @GET
    @Path("/enrolments/{learner}")
    @RolesAllowed(Scopes.CLASSES_READ)
    @Operation(operationId = "getEnrolment", summary = "One learner in a class.")
    public EnrolmentView show(@RestPath("class") String id, @RestPath String learner) {
        return enrolments
                .find(caller.id(), taught(id), Ids.uuid(learner))
                .map(EnrolmentView::of)
                .orElseThrow(ProblemException::notFound);
    }

    @DELETE
    @Path("/enrolments/{learner}")
    @RolesAllowed(Scopes.CLASSES_WRITE)
    @Operation(
            operationId = "removeEnrolment",
            summary = "Take a learner out of a class. They stay a learner, and keep their work.")
    @APIResponse(responseCode = "204", description = "They are not in the class any more.")
    public Response remove(@RestPath("class") String id, @RestPath String learner) {
        if (!enrolments.remove(caller.id(), taught(id), Ids.uuid(learner))) {
            throw ProblemException.notFound();
        }
        return Response.noContent().build();
    }

    @GET
    @Path("/attempts")
    @RolesAllowed(Scopes.CLASSES_READ)
    @Operation(
            operationId = "listAttemptsOfClass",
            summary = "What the learners of a class tried at its lesson, the newest first.")
    public Listing<AttemptView> attempts(
            @RestPath("class") String id, @BeanParam AttemptQuery query, @BeanParam Paging paging) {
        return paging.listing(
                attempts.list(caller.id(), query.filter(taught(id), paging), paging.most() + 1),
                seen -> seen.attempt().id(),
                AttemptView::of);
    }

    private UUID taught(String id) {
        return classes.find(caller.id(), Ids.uuid(id))
                .orElseThrow(ProblemException::notFound)
                .id();
    }

    /**
     * A learner in a class.
     *
     * @param reference what the school calls them; empty if they are not on the roster
     */
    record EnrolmentView(
            AttemptView.LearnerView learner,

            @Schema(description = "What the school calls them, by the roster; empty if they are not on it.")
            String reference,

            Instant enrolledAt) {
        static EnrolmentView of(Enrolled enrolled) {
            return new EnrolmentView(
                    new AttemptView.LearnerView(enrolled.learner(), enrolled.name()),
                    enrolled.reference(),
                    enrolled.enrolledAt());
        }
    }
}
