package dev.packetwalk.web.instructor;

import dev.packetwalk.progress.Login;
import dev.packetwalk.progress.classes.ClassStaff;
import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.OwnClass;
import dev.packetwalk.web.Roles;
import dev.packetwalk.web.Visitor;
import dev.packetwalk.web.VisitorTime;
import dev.packetwalk.web.words.CurrentLanguage;
import dev.packetwalk.web.words.RosterWords;
import dev.packetwalk.web.words.Texts;
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
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Who teaches a class. */
@Path("/classes/{class}/instructors")
@RolesAllowed(Roles.INSTRUCTOR)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class InstructorsResource {
    private static final int UNPROCESSABLE = 422;
    private static final int LONGEST_SHOWN = 100;

    private final OwnClass own;
    private final ClassStaff staff;
    private final Enrolments enrolments;
    private final CurrentLearner instructor;
    private final VisitorTime time;
    private final CurrentLanguage language;

    InstructorsResource(
            OwnClass own,
            ClassStaff staff,
            Enrolments enrolments,
            CurrentLearner instructor,
            VisitorTime time,
            CurrentLanguage language) {
        this.own = own;
        this.staff = staff;
        this.enrolments = enrolments;
        this.instructor = instructor;
        this.time = time;
        this.language = language;
    }

    @GET
    public TemplateInstance list(@RestPath("class") String id) {
        return page(own.find(id), "", null);
    }

    /** By a login that was typed, or by the id of an account that was chosen. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response add(
            @RestPath("class") String id, @RestForm @Nullable String login, @RestForm @Nullable String person) {
        TaughtClass taught = own.find(id);
        String typed = login == null ? "" : login.strip();
        boolean chosen = person != null && !person.isBlank();
        Login known = Login.parse(typed);
        RosterWords words = language.texts(RosterWords.class);
        if (!chosen && known == null) {
            return again(taught, typed, words.nobodyWithLogin());
        }
        UUID who = instructor.get().id();
        ClassStaff.Adding adding = chosen || known == null
                ? staff.add(who, taught.id(), OwnClass.id(person == null ? "" : person))
                : staff.add(who, taught.id(), known);
        return switch (adding) {
            case ADDED -> to(taught.id());
            case TEACHES_ALREADY -> again(taught, typed, words.teachesAlready());
            case NO_SUCH_PERSON -> again(taught, typed, words.nobodyWithLogin());
            case NO_SUCH_CLASS -> throw OwnClass.notHere();
        };
    }

    /** Asks before somebody teaches no more. */
    @GET
    @Path("/{teacher}/remove")
    public TemplateInstance ask(@RestPath("class") String id, @RestPath("teacher") String person) {
        TaughtClass taught = own.find(id);
        return leaving(taught, OwnClass.id(person), null);
    }

    @POST
    @Path("/{teacher}/remove")
    public Response remove(@RestPath("class") String id, @RestPath("teacher") String person) {
        TaughtClass taught = own.find(id);
        UUID who = OwnClass.id(person);
        boolean oneself = who.equals(instructor.get().id());
        return switch (staff.remove(instructor.get().id(), taught.id(), who)) {
            case REMOVED -> oneself ? Response.seeOther(URI.create("/classes")).build() : to(taught.id());
            case LAST_ONE ->
                Response.status(UNPROCESSABLE)
                        .entity(leaving(
                                taught, who, language.texts(RosterWords.class).lastOne()))
                        .build();
            case NO_SUCH_PERSON -> throw OwnClass.notHere();
        };
    }

    private Leaving leaving(TaughtClass taught, UUID person, @Nullable String problem) {
        ClassStaff.Teacher teacher = staff.of(instructor.get().id(), taught.id()).stream()
                .filter(t -> t.id().equals(person))
                .findFirst()
                .orElseThrow(OwnClass::notHere);
        boolean oneself = person.equals(instructor.get().id());
        return new Leaving(instructor.visitor(), card(taught), Person.of(teacher), oneself, problem);
    }

    private Teachers page(TaughtClass taught, String login, @Nullable String problem) {
        UUID who = instructor.get().id();
        String shown = login.length() <= LONGEST_SHOWN ? login : login.substring(0, LONGEST_SHOWN);
        return new Teachers(
                instructor.visitor(),
                card(taught),
                staff.of(who, taught.id()).stream().map(Person::of).toList(),
                staff.others(who, taught.id()).stream().map(Person::of).toList(),
                who,
                shown,
                problem);
    }

    private Response again(TaughtClass taught, String login, String problem) {
        return Response.status(UNPROCESSABLE)
                .entity(page(taught, login, problem))
                .build();
    }

    private ClassCard card(TaughtClass taught) {
        return ClassCard.of(taught, enrolments.count(instructor.get().id(), taught.id()), time);
    }

    private static Response to(UUID id) {
        return Response.seeOther(URI.create("/classes/" + id + "/instructors")).build();
    }

    /**
     * The page.
     *
     * @param others who could teach, too
     * @param self who looks at it
     * @param login what was typed: hostile text
     * @param problem what is wrong with it; {@code null} for nothing
     */
    record Teachers(
            Visitor visitor,
            ClassCard card,
            List<Person> teachers,
            List<Person> others,
            UUID self,
            String login,
            @Nullable String problem)
            implements TemplateInstance {}

    /** The question before somebody teaches no more. */
    record Leaving(
            Visitor visitor,
            ClassCard card,
            Person person,
            boolean oneself,
            @Nullable String problem) implements TemplateInstance {}

    /**
     * Somebody who teaches, as shown; name and login are hostile text.
     *
     * @param isolated the name as it can stand in a sentence
     * @param role the word of their role
     */
    record Person(
            UUID id, String name, String isolated, @Nullable String login, String role, boolean active) {
        static Person of(ClassStaff.Teacher teacher) {
            return new Person(
                    teacher.id(),
                    teacher.name(),
                    Texts.isolated(teacher.name()),
                    teacher.login(),
                    teacher.role().word(),
                    teacher.active());
        }
    }
}
