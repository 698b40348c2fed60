package dev.packetwalk.web.api;

import dev.packetwalk.progress.classes.ClassCode;
import dev.packetwalk.progress.classes.ClassPlan;
import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.progress.classes.Classes.Listed;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.web.Lessons;
import dev.packetwalk.web.Reservations;
import dev.packetwalk.web.words.ApiWords;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** The classes that the caller teaches. */
@Path("/api/v1/classes")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "classes", description = "The classes that you teach, and who is in them.")
public final class ClassesResource {
    private final Classes classes;
    private final Lessons lessons;
    private final Reservations reservations;
    private final Caller caller;
    private final InstantSource clock = InstantSource.system();

    ClassesResource(Classes classes, Lessons lessons, Reservations reservations, Caller caller) {
        this.classes = classes;
        this.lessons = lessons;
        this.reservations = reservations;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Scopes.CLASSES_READ)
    @Operation(operationId = "listClasses", summary = "The classes that you teach, the newest first.")
    public Listing<ClassView> list(@BeanParam Paging paging) {
        Instant now = clock.instant();
        return paging.cut(
                classes.of(caller.id()),
                listed -> listed.taught().id(),
                (Listed listed) -> ClassView.of(listed.taught(), now));
    }

    @POST
    @RolesAllowed(Scopes.CLASSES_WRITE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "makeClass", summary = "Make a class, which you teach then.")
    @APIResponse(
            responseCode = "201",
            description = "The class. Location says where it is.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ClassView.class)))
    public Response make(@Nullable ClassWish wish) {
        ClassPlan plan = plan(wish, ClassCode.random());
        return switch (classes.make(caller.id(), plan)) {
            case Classes.Making.Made(TaughtClass taught) -> {
                if (plan.reserved() > 0) {
                    reservations.keepNow();
                }
                yield Response.created(URI.create("/api/v1/classes/" + taught.id()))
                        .entity(view(taught))
                        .build();
            }
            case Classes.Making.CodeTaken _ -> throw new ProblemException(ProblemKind.CODE_TAKEN);
        };
    }

    @GET
    @Path("/{class}")
    @RolesAllowed(Scopes.CLASSES_READ)
    @Operation(operationId = "getClass", summary = "One class.")
    public ClassView show(@RestPath("class") String id) {
        return view(find(id));
    }

    @PUT
    @Path("/{class}")
    @RolesAllowed(Scopes.CLASSES_WRITE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "changeClass",
            summary = "Change a class. What is left out is as in a new class, but for the code, which stays.")
    public ClassView change(@RestPath("class") String id, @Nullable ClassWish wish) {
        TaughtClass before = find(id);
        ClassPlan plan = plan(wish, before.plan().code());
        return switch (classes.change(caller.id(), before.id(), plan)) {
            case Classes.Changing.Changed(TaughtClass taught) -> {
                if (plan.reservesOtherwiseThan(before.plan())) {
                    reservations.keepNow();
                }
                yield view(taught);
            }
            case Classes.Changing.CodeTaken _ -> throw new ProblemException(ProblemKind.CODE_TAKEN);
            case Classes.Changing.NoSuchClass _ -> throw ProblemException.notFound();
        };
    }

    @PUT
    @Path("/{class}/closed")
    @RolesAllowed(Scopes.CLASSES_WRITE)
    @Operation(operationId = "closeClass", summary = "Let nobody join any more. What is there stays.")
    public ClassView close(@RestPath("class") String id) {
        UUID found = find(id).id();
        classes.close(caller.id(), found);
        return view(find(id));
    }

    @DELETE
    @Path("/{class}/closed")
    @RolesAllowed(Scopes.CLASSES_WRITE)
    @Operation(operationId = "reopenClass", summary = "Let people join a closed class again.")
    public ClassView reopen(@RestPath("class") String id) {
        UUID found = find(id).id();
        classes.reopen(caller.id(), found);
        return view(find(id));
    }

    private TaughtClass find(String id) {
        return classes.find(caller.id(), Ids.uuid(id)).orElseThrow(ProblemException::notFound);
    }

    private ClassPlan plan(@Nullable ClassWish wish, ClassCode otherwise) {
        if (wish == null) {
            throw new ProblemException(ProblemKind.BAD_REQUEST);
        }
        ClassPlan plan = wish.plan(() -> otherwise);
        if (lessons.all().stream().noneMatch(lesson -> lesson.id().equals(plan.lesson()))) {
            throw new ProblemException(ProblemKind.BAD_REQUEST, ApiWords::badClass);
        }
        return plan;
    }

    private ClassView view(TaughtClass taught) {
        return ClassView.of(taught, clock.instant());
    }
}
