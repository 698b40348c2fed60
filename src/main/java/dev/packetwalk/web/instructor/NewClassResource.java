package dev.packetwalk.web.instructor;

import dev.packetwalk.progress.classes.ClassCode;
import dev.packetwalk.progress.classes.ClassPlan;
import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.Reservations;
import dev.packetwalk.web.Roles;
import dev.packetwalk.web.VisitorTime;
import dev.packetwalk.web.words.ClassesWords;
import dev.packetwalk.web.words.CurrentLanguage;
import io.quarkus.qute.TemplateInstance;
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
import java.util.Map;

/** Makes a class. */
@Path("/classes/new")
@RolesAllowed(Roles.INSTRUCTOR)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class NewClassResource {
    private static final int UNPROCESSABLE = 422;

    private final Classes classes;
    private final PlanForm form;
    private final Reservations reservations;
    private final CurrentLearner instructor;
    private final VisitorTime time;
    private final CurrentLanguage language;

    NewClassResource(
            Classes classes,
            PlanForm form,
            Reservations reservations,
            CurrentLearner instructor,
            VisitorTime time,
            CurrentLanguage language) {
        this.classes = classes;
        this.form = form;
        this.reservations = reservations;
        this.instructor = instructor;
        this.time = time;
        this.language = language;
    }

    @GET
    public TemplateInstance show() {
        String lesson = form.lessonIds().stream().sorted().findFirst().orElse("");
        return form.page(null, PlanFields.empty(lesson, time.zone()), Map.of());
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response create(@BeanParam PlanFields fields) {
        return switch (PlanReader.read(fields, form.lessonIds(), ClassCode.random(), words())) {
            case PlanReader.Reading.Bad(Map<String, String> problems) -> again(fields, problems);
            case PlanReader.Reading.Good(ClassPlan plan) -> make(plan, fields);
        };
    }

    private Response make(ClassPlan plan, PlanFields fields) {
        return switch (classes.make(instructor.get().id(), plan)) {
            case Classes.Making.Made(var taught) -> {
                if (plan.reserved() > 0) {
                    reservations.keepNow();
                }
                yield Response.seeOther(URI.create("/classes/" + taught.id())).build();
            }
            case Classes.Making.CodeTaken _ -> again(fields, Map.of("code", words().codeTaken()));
        };
    }

    private Response again(PlanFields fields, Map<String, String> problems) {
        return Response.status(UNPROCESSABLE)
                .entity(form.page(null, fields, problems))
                .build();
    }

    private ClassesWords words() {
        return language.texts(ClassesWords.class);
    }
}
