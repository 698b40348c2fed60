package dev.packetwalk.web.instructor;

import dev.packetwalk.progress.classes.ClassCode;
import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.OwnClass;
import dev.packetwalk.web.Roles;
import dev.packetwalk.web.Visitor;
import dev.packetwalk.web.VisitorTime;
import dev.packetwalk.web.words.ClassesWords;
import dev.packetwalk.web.words.CurrentLanguage;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Deletes a class, once its code has been typed: nobody does that by mistake. */
@Path("/classes/{class}/delete")
@RolesAllowed(Roles.INSTRUCTOR)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class DeleteResource {
    private static final int UNPROCESSABLE = 422;

    private final OwnClass own;
    private final Classes classes;
    private final Enrolments enrolments;
    private final CurrentLearner instructor;
    private final VisitorTime time;
    private final CurrentLanguage language;

    DeleteResource(
            OwnClass own,
            Classes classes,
            Enrolments enrolments,
            CurrentLearner instructor,
            VisitorTime time,
            CurrentLanguage language) {
        this.own = own;
        this.classes = classes;
        this.enrolments = enrolments;
        this.instructor = instructor;
        this.time = time;
        this.language = language;
    }

    @GET
    public TemplateInstance ask(@RestPath("class") String id) {
        return page(own.find(id), null);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response delete(@RestPath("class") String id, @RestForm @Nullable String code) {
        TaughtClass taught = own.find(id);
        if (!ClassCode.parse(code).equals(Optional.of(taught.plan().code()))) {
            String problem = language.texts(ClassesWords.class).codeDiffers();
            return Response.status(UNPROCESSABLE).entity(page(taught, problem)).build();
        }
        classes.delete(instructor.get().id(), taught.id());
        return Response.seeOther(URI.create("/classes")).build();
    }

    private Deleting page(TaughtClass taught, @Nullable String problem) {
        ClassCard card = ClassCard.of(taught, enrolments.count(instructor.get().id(), taught.id()), time);
        return new Deleting(instructor.visitor(), card, problem);
    }

    /** @param problem what is wrong with the code that was typed; {@code null} for nothing */
    record Deleting(
            Visitor visitor, ClassCard card, @Nullable String problem) implements TemplateInstance {}
}
