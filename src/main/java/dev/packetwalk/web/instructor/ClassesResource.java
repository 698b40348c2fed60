package dev.packetwalk.web.instructor;

import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.Roles;
import dev.packetwalk.web.Visitor;
import dev.packetwalk.web.VisitorTime;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** An instructor's classes. */
@Path("/classes")
@RolesAllowed(Roles.INSTRUCTOR)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class ClassesResource {
    private final Classes classes;
    private final CurrentLearner instructor;
    private final VisitorTime time;

    ClassesResource(Classes classes, CurrentLearner instructor, VisitorTime time) {
        this.classes = classes;
        this.instructor = instructor;
        this.time = time;
    }

    @GET
    public TemplateInstance list() {
        List<ClassCard> cards = classes.of(instructor.get().id()).stream()
                .map(listed -> ClassCard.of(listed.taught(), listed.enrolled(), time))
                .toList();
        return new Taught(instructor.visitor(), cards);
    }

    /** The list. */
    record Taught(Visitor visitor, List<ClassCard> cards) implements TemplateInstance {}
}
