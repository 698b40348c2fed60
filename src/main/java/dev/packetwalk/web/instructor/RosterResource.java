package dev.packetwalk.web.instructor;

import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.progress.classes.Roster;
import dev.packetwalk.progress.classes.RosterEntry;
import dev.packetwalk.progress.classes.RosterLinks;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.OwnClass;
import dev.packetwalk.web.Roles;
import dev.packetwalk.web.Visitor;
import dev.packetwalk.web.VisitorTime;
import dev.packetwalk.web.words.Texts;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
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
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Who is expected in a class, and the personal links by which they come in. */
@Path("/classes/{class}/roster")
@RolesAllowed(Roles.INSTRUCTOR)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class RosterResource {
    private final OwnClass own;
    private final Roster roster;
    private final RosterLinks links;
    private final Enrolments enrolments;
    private final CurrentLearner instructor;
    private final VisitorTime time;

    RosterResource(
            OwnClass own,
            Roster roster,
            RosterLinks links,
            Enrolments enrolments,
            CurrentLearner instructor,
            VisitorTime time) {
        this.own = own;
        this.roster = roster;
        this.links = links;
        this.enrolments = enrolments;
        this.instructor = instructor;
        this.time = time;
    }

    @GET
    public TemplateInstance list(@RestPath("class") String id) {
        TaughtClass taught = own.find(id);
        List<RosterEntry> entries = roster.of(instructor.get().id(), taught.id());
        return new Expected(instructor.visitor(), card(taught), entries, Numbers.of(entries));
    }

    /** Makes personal links, and shows them this once: for those who have none, or anew for all. */
    @POST
    @Path("/links")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public TemplateInstance makeLinks(
            @RestPath("class") String id, @RestForm @Nullable String anew, @Context UriInfo uri) {
        TaughtClass taught = own.find(id);
        List<RosterLinks.Made> made = links.forAll(instructor.get().id(), taught.id(), anew != null);
        return new Links(instructor.visitor(), card(taught), LinkSheet.of(made, uri));
    }

    /** One person, and what can be done about them. */
    @GET
    @Path("/{entry}")
    public TemplateInstance show(@RestPath("class") String id, @RestPath String entry) {
        TaughtClass taught = own.find(id);
        RosterEntry found = roster.find(instructor.get().id(), taught.id(), OwnClass.id(entry))
                .orElseThrow(OwnClass::notHere);
        return new One(instructor.visitor(), card(taught), found, Texts.isolated(found.name()));
    }

    @POST
    @Path("/{entry}/link")
    public TemplateInstance makeLink(@RestPath("class") String id, @RestPath String entry, @Context UriInfo uri) {
        TaughtClass taught = own.find(id);
        RosterLinks.Made made = links.forOne(instructor.get().id(), taught.id(), OwnClass.id(entry))
                .orElseThrow(OwnClass::notHere);
        return new Links(instructor.visitor(), card(taught), LinkSheet.of(List.of(made), uri));
    }

    @POST
    @Path("/{entry}/remove")
    public Response remove(@RestPath("class") String id, @RestPath String entry) {
        TaughtClass taught = own.find(id);
        if (!roster.remove(instructor.get().id(), taught.id(), OwnClass.id(entry))) {
            throw OwnClass.notHere();
        }
        return Response.seeOther(URI.create("/classes/" + taught.id() + "/roster"))
                .build();
    }

    private ClassCard card(TaughtClass taught) {
        UUID who = instructor.get().id();
        return ClassCard.of(taught, enrolments.count(who, taught.id()), time);
    }

    /** The list. */
    record Expected(Visitor visitor, ClassCard card, List<RosterEntry> entries, Numbers numbers)
            implements TemplateInstance {}

    /**
     * One person.
     *
     * @param isolated their name as it can stand in a sentence
     */
    record One(Visitor visitor, ClassCard card, RosterEntry entry, String isolated) implements TemplateInstance {}

    /** Links, shown this once. */
    record Links(Visitor visitor, ClassCard card, LinkSheet sheet) implements TemplateInstance {}

    /**
     * How many there are.
     *
     * @param joined of them in the class
     * @param without a personal link
     */
    record Numbers(int all, int joined, int without) {
        /** How many have one. */
        public int links() {
            return all - without;
        }

        static Numbers of(List<RosterEntry> entries) {
            return new Numbers(
                    entries.size(),
                    (int) entries.stream().filter(RosterEntry::joined).count(),
                    (int) entries.stream().filter(entry -> !entry.hasLink()).count());
        }
    }
}
