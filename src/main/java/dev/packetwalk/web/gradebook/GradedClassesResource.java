package dev.packetwalk.web.gradebook;

import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.Roles;
import dev.packetwalk.web.Visitor;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The classes that somebody grades: all that graders have of classes. */
@Path("/gradebooks")
@RolesAllowed({Roles.GRADER, Roles.INSTRUCTOR})
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class GradedClassesResource {
    private final Classes classes;
    private final CurrentLearner grader;
    private final GradeSpeech speech;

    GradedClassesResource(Classes classes, CurrentLearner grader, GradeSpeech speech) {
        this.classes = classes;
        this.grader = grader;
        this.speech = speech;
    }

    @GET
    public TemplateInstance list() {
        List<Line> lines = classes.of(grader.get().id()).stream()
                .map(listed ->
                        new Line(listed, speech.lesson(listed.taught().plan().lesson())))
                .toList();
        return new Graded(grader.visitor(), lines);
    }

    /**
     * A class in the list.
     *
     * @param lesson what its lesson is called
     */
    record Line(Classes.Listed listed, String lesson) {}

    /** The list. */
    record Graded(Visitor visitor, List<Line> lines) implements TemplateInstance {}
}
