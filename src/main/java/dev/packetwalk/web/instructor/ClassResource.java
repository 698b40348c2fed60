package dev.packetwalk.web.instructor;

import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.progress.classes.Enrolled;
import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.OwnClass;
import dev.packetwalk.web.Reservations;
import dev.packetwalk.web.Roles;
import dev.packetwalk.web.Visitor;
import dev.packetwalk.web.VisitorTime;
import dev.packetwalk.web.words.CurrentLanguage;
import dev.packetwalk.web.words.Texts;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** One class: how to join it, and who has. */
@Path("/classes/{class}")
@RolesAllowed(Roles.INSTRUCTOR)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class ClassResource {
    private final OwnClass own;
    private final Classes classes;
    private final Enrolments enrolments;
    private final PlanForm plans;
    private final Reservations reservations;
    private final CurrentLearner instructor;
    private final VisitorTime time;
    private final CurrentLanguage language;

    ClassResource(
            OwnClass own,
            Classes classes,
            Enrolments enrolments,
            PlanForm plans,
            Reservations reservations,
            CurrentLearner instructor,
            VisitorTime time,
            CurrentLanguage language) {
        this.own = own;
        this.classes = classes;
        this.enrolments = enrolments;
        this.plans = plans;
        this.reservations = reservations;
        this.instructor = instructor;
        this.time = time;
        this.language = language;
    }

    @GET
    public TemplateInstance show(
            @RestPath("class") String id,
            @RestQuery @Nullable String text,
            @RestQuery @Nullable String sort,
            @Context UriInfo uri) {
        TaughtClass taught = own.find(id);
        List<Enrolled> everybody = enrolments.of(instructor.get().id(), taught.id());
        MemberList members = MemberList.of(everybody, text, sort, language.locale(), time);
        ClassCard card = ClassCard.of(taught, everybody.size(), time);
        return new Overview(
                instructor.visitor(),
                card,
                plans.lessonTitle(taught.plan().lesson()),
                JoinAddress.of(uri, taught.plan().code()),
                ReservedMachines.of(reservations.of(taught), time),
                members);
    }

    /** Lets nobody join any more. */
    @POST
    @Path("/close")
    public Response close(@RestPath("class") String id) {
        TaughtClass taught = own.find(id);
        classes.close(instructor.get().id(), taught.id());
        return to(taught.id());
    }

    /** Lets people join again. */
    @POST
    @Path("/reopen")
    public Response reopen(@RestPath("class") String id) {
        TaughtClass taught = own.find(id);
        classes.reopen(instructor.get().id(), taught.id());
        return to(taught.id());
    }

    /** Asks before somebody is taken out. */
    @GET
    @Path("/members/{learner}/remove")
    public TemplateInstance askToRemove(@RestPath("class") String id, @RestPath String learner) {
        TaughtClass taught = own.find(id);
        Enrolled member = enrolments
                .find(instructor.get().id(), taught.id(), OwnClass.id(learner))
                .orElseThrow(OwnClass::notHere);
        return new Removing(instructor.visitor(), card(taught), member, Texts.isolated(member.name()));
    }

    /** Takes somebody out. */
    @POST
    @Path("/members/{learner}/remove")
    public Response remove(@RestPath("class") String id, @RestPath String learner) {
        TaughtClass taught = own.find(id);
        if (!enrolments.remove(instructor.get().id(), taught.id(), OwnClass.id(learner))) {
            throw OwnClass.notHere();
        }
        return to(taught.id());
    }

    private ClassCard card(TaughtClass taught) {
        return ClassCard.of(taught, enrolments.count(instructor.get().id(), taught.id()), time);
    }

    private static Response to(UUID id) {
        return Response.seeOther(URI.create("/classes/" + id)).build();
    }

    /**
     * The page.
     *
     * @param lesson what its lesson is called
     * @param machines what has become of the reservation; {@code null} without one, or once it is over
     */
    record Overview(
            Visitor visitor,
            ClassCard card,
            String lesson,
            JoinAddress address,
            @Nullable ReservedMachines machines,
            MemberList members)
            implements TemplateInstance {}

    /**
     * The question before somebody is taken out.
     *
     * @param isolated their name as it can stand in a sentence
     */
    record Removing(Visitor visitor, ClassCard card, Enrolled learner, String isolated) implements TemplateInstance {}
}
