package dev.packetwalk.web.instructor;

import dev.packetwalk.progress.classes.ClassPlan;
import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.OwnClass;
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
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/** Changes what was decided about a class. */
@Path("/classes/{class}/edit")
@RolesAllowed(Roles.INSTRUCTOR)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class PlanResource {
    private static final int UNPROCESSABLE = 422;

    private final Classes classes;
    private final Enrolments enrolments;
    private final Reservations reservations;
    private final OwnClass own;
    private final PlanForm form;
    private final CurrentLearner instructor;
    private final VisitorTime time;
    private final CurrentLanguage language;

    PlanResource(
            Classes classes,
            Enrolments enrolments,
            Reservations reservations,
            OwnClass own,
            PlanForm form,
            CurrentLearner instructor,
            VisitorTime time,
            CurrentLanguage language) {
        this.classes = classes;
        this.enrolments = enrolments;
        this.reservations = reservations;
        this.own = own;
        this.form = form;
        this.instructor = instructor;
        this.time = time;
        this.language = language;
    }

    @GET
    public TemplateInstance show(@RestPath("class") String id) {
        TaughtClass taught = own.find(id);
        return form.page(card(taught), PlanFields.of(taught.plan(), time.zone()), Map.of());
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response change(@RestPath("class") String id, @BeanParam PlanFields fields) {
        TaughtClass taught = own.find(id);
        Set<String> lessons = new HashSet<>(form.lessonIds());
        // A lesson that is not offered any more may stay.
        lessons.add(taught.plan().lesson());
        return switch (PlanReader.read(fields, lessons, taught.plan().code(), words())) {
            case PlanReader.Reading.Bad(Map<String, String> problems) -> again(taught, fields, problems);
            case PlanReader.Reading.Good(ClassPlan plan) -> change(taught, plan, fields);
        };
    }

    private Response change(TaughtClass taught, ClassPlan plan, PlanFields fields) {
        UUID id = taught.id();
        return switch (classes.change(instructor.get().id(), id, plan)) {
            case Classes.Changing.Changed _ -> {
                if (plan.reservesOtherwiseThan(taught.plan())) {
                    reservations.keepNow();
                }
                yield Response.seeOther(URI.create("/classes/" + id)).build();
            }
            case Classes.Changing.CodeTaken _ -> again(taught, fields, Map.of("code", words().codeTaken()));
            case Classes.Changing.NoSuchClass _ -> throw OwnClass.notHere();
        };
    }

    private Response again(TaughtClass taught, PlanFields fields, Map<String, String> problems) {
        return Response.status(UNPROCESSABLE)
                .entity(form.page(card(taught), fields, problems))
                .build();
    }

    private ClassCard card(TaughtClass taught) {
        return ClassCard.of(taught, enrolments.count(instructor.get().id(), taught.id()), time);
    }

    private ClassesWords words() {
        return language.texts(ClassesWords.class);
    }
}
