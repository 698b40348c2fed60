package dev.packetwalk.web.instructor;

import dev.packetwalk.progress.classes.Enrolments;
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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.RestPath;

/** How to join a class, for a projector: read from the back row, or scanned with a telephone. */
@Path("/classes/{class}/code")
@RolesAllowed(Roles.INSTRUCTOR)
@RunOnVirtualThread
public final class CodeResource {
    /** Of a letter 80 units high. */
    private static final int LETTER_WIDTH = 50;

    /** A shorter code would be larger than the page. */
    private static final int FEWEST_LETTERS = 5;

    private final OwnClass own;
    private final Enrolments enrolments;
    private final CurrentLearner instructor;
    private final VisitorTime time;

    CodeResource(OwnClass own, Enrolments enrolments, CurrentLearner instructor, VisitorTime time) {
        this.own = own;
        this.enrolments = enrolments;
        this.instructor = instructor;
        this.time = time;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance show(@RestPath("class") String id, @Context UriInfo uri) {
        ClassCard card = card(id);
        JoinAddress address = JoinAddress.of(uri, card.taught().plan().code());
        int width = Math.max(FEWEST_LETTERS, card.taught().plan().code().value().length()) * LETTER_WIDTH;
        return new Projector(instructor.visitor(), card, address, QrCode.of(address.link()), width);
    }

    /** How many have joined, for a page that is open for a while. */
    @GET
    @Path("/joined")
    @Produces(MediaType.APPLICATION_JSON)
    public Joined joined(@RestPath("class") String id) {
        return new Joined(card(id).joined());
    }

    private ClassCard card(String id) {
        TaughtClass taught = own.find(id);
        return ClassCard.of(taught, enrolments.count(instructor.get().id(), taught.id()), time);
    }

    /** How many have joined. */
    public record Joined(int joined) {}

    /**
     * The page.
     *
     * @param codeWidth of the picture in which the code stands: as wide as its letters, so that any code fills its line
     */
    record Projector(Visitor visitor, ClassCard card, JoinAddress address, QrCode qr, int codeWidth)
            implements TemplateInstance {}
}
