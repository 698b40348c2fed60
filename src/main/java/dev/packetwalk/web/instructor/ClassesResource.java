package dev.packetwalk.web.instructor;

import dev.packetwalk.progress.classes.ClassStaff;
import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.OwnClass;
import dev.packetwalk.web.Roles;
import dev.packetwalk.web.Visitor;
import dev.packetwalk.web.VisitorTime;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/** An instructor's classes. */
@Path("/classes")
@RolesAllowed(Roles.INSTRUCTOR)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class ClassesResource {
    private final Classes classes;
    private final ClassStaff staff;
    private final CurrentLearner instructor;
    private final VisitorTime time;

    ClassesResource(Classes classes, ClassStaff staff, CurrentLearner instructor, VisitorTime time) {
        this.classes = classes;
        this.staff = staff;
        this.instructor = instructor;
        this.time = time;
    }

    @GET
    public TemplateInstance list() {
        List<ClassCard> cards = classes.of(instructor.get().id()).stream()
                .map(listed -> ClassCard.of(listed.taught(), listed.enrolled(), time))
                .toList();
        Visitor visitor = instructor.visitor();
        return new Taught(visitor, cards, visitor.isAdministrator() ? staff.orphans() : List.of());
    }

    /** An administrator teaches a class that nobody may run any more. */
    @POST
    @Path("/{class}/take-over")
    @RolesAllowed(Roles.ADMINISTRATOR)
    public Response takeOver(@RestPath("class") String id) {
        if (!staff.takeOver(instructor.get().id(), OwnClass.id(id))) {
            throw OwnClass.notHere();
        }
        return Response.seeOther(URI.create("/classes/" + id)).build();
    }

    /**
     * The list.
     *
     * @param orphans for administrators, the classes that nobody may run any more
     */
    record Taught(Visitor visitor, List<ClassCard> cards, List<TaughtClass> orphans) implements TemplateInstance {}
}
