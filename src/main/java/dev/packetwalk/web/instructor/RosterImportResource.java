package dev.packetwalk.web.instructor;

import dev.packetwalk.progress.classes.BadLine;
import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.progress.classes.Roster;
import dev.packetwalk.progress.classes.RosterChange;
import dev.packetwalk.progress.classes.RosterFile;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.OwnClass;
import dev.packetwalk.web.Roles;
import dev.packetwalk.web.Visitor;
import dev.packetwalk.web.VisitorTime;
import dev.packetwalk.web.words.CurrentLanguage;
import dev.packetwalk.web.words.RosterWords;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** Reads a roster of a file: first shows what it would do, then does it. */
@Path("/classes/{class}/roster/import")
@RolesAllowed(Roles.INSTRUCTOR)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class RosterImportResource {
    private static final int UNPROCESSABLE = 422;

    /** The most people of each kind that a preview names. */
    private static final int NAMED = 50;

    private final OwnClass own;
    private final Roster roster;
    private final Enrolments enrolments;
    private final CurrentLearner instructor;
    private final VisitorTime time;
    private final CurrentLanguage language;

    RosterImportResource(
            OwnClass own,
            Roster roster,
            Enrolments enrolments,
            CurrentLearner instructor,
            VisitorTime time,
            CurrentLanguage language) {
        this.own = own;
        this.roster = roster;
        this.enrolments = enrolments;
        this.instructor = instructor;
        this.time = time;
        this.language = language;
    }

    /** Where a file is chosen, or rows are pasted. */
    @GET
    public TemplateInstance choose(@RestPath("class") String id) {
        return new Choosing(instructor.visitor(), card(own.find(id)), "", null);
    }

    /** Keeps what was sent, to be looked at. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response read(
            @RestPath("class") String id, @RestForm @Nullable FileUpload file, @RestForm @Nullable String pasted) {
        TaughtClass taught = own.find(id);
        String rows = pasted == null ? "" : pasted;
        boolean fromFile = file != null && file.size() > 0;
        Optional<String> text = fromFile && file != null ? RosterFile.text(bytes(file)) : Optional.of(rows);
        if (text.isEmpty()) {
            return again(taught, rows, words().notUtf8());
        }
        return switch (RosterFile.read(text.get())) {
            case RosterFile.Reading.Unreadable unreadable -> again(taught, rows, told(unreadable));
            case RosterFile.Reading.Rows _ -> {
                // The database takes no NUL, and no name has one.
                roster.keepDraft(instructor.get().id(), taught.id(), text.get().replace("\0", ""));
                yield to(taught.id(), "/roster/import/preview");
            }
        };
    }

    /** What it would do. */
    @GET
    @Path("/preview")
    public Response preview(@RestPath("class") String id) {
        TaughtClass taught = own.find(id);
        return kept(taught)
                .map(rows -> Response.ok(page(taught, rows)).build())
                .orElseGet(() -> to(taught.id(), "/roster/import"));
    }

    @POST
    @Path("/apply")
    public Response apply(@RestPath("class") String id) {
        TaughtClass taught = own.find(id);
        kept(taught).ifPresent(rows -> roster.apply(instructor.get().id(), taught.id(), rows));
        return to(taught.id(), "/roster");
    }

    @POST
    @Path("/drop")
    public Response drop(@RestPath("class") String id) {
        TaughtClass taught = own.find(id);
        roster.forgetDraft(instructor.get().id(), taught.id());
        return to(taught.id(), "/roster");
    }

    private Optional<RosterFile.Reading.Rows> kept(TaughtClass taught) {
        return roster.draft(instructor.get().id(), taught.id())
                .map(RosterFile::read)
                .filter(RosterFile.Reading.Rows.class::isInstance)
                .map(RosterFile.Reading.Rows.class::cast);
    }

    private Preview page(TaughtClass taught, RosterFile.Reading.Rows rows) {
        UUID who = instructor.get().id();
        RosterChange change = roster.compare(who, taught.id(), rows);
        int after = roster.of(who, taught.id()).size() + change.added().size();
        return new Preview(
                instructor.visitor(),
                card(taught),
                change,
                change.bad().stream().map(this::told).toList(),
                NAMED,
                Math.max(0, change.added().size() - NAMED),
                Math.max(0, change.changed().size() - NAMED),
                after > taught.plan().capacity() ? after : 0);
    }

    private Told told(BadLine bad) {
        String remedy = switch (bad.flaw()) {
            case NAME_EMPTY -> words().nameEmpty();
            case NAME_TOO_LONG -> words().nameTooLong();
            case NAME_UNREADABLE -> words().nameUnreadable();
            case REFERENCE_TOO_LONG -> words().referenceTooLong();
            case LOGIN_MALFORMED -> words().loginMalformed();
            case REFERENCE_TWICE -> words().referenceTwice(bad.other());
            case LOGIN_TWICE -> words().loginTwice(bad.other());
            case TWO_PEOPLE -> words().twoPeople();
        };
        return new Told(bad.line(), bad.text(), remedy);
    }

    private String told(RosterFile.Reading.Unreadable unreadable) {
        return switch (unreadable.reason()) {
            case EMPTY -> words().fileEmpty();
            case TOO_LONG -> words().fileTooLong(RosterFile.MOST_ROWS);
            case NO_NAMES -> words().noNames();
            case BROKEN -> words().broken(unreadable.line());
        };
    }

    private Response again(TaughtClass taught, String pasted, String problem) {
        return Response.status(UNPROCESSABLE)
                .entity(new Choosing(instructor.visitor(), card(taught), pasted, problem))
                .build();
    }

    private ClassCard card(TaughtClass taught) {
        return ClassCard.of(taught, enrolments.count(instructor.get().id(), taught.id()), time);
    }

    private RosterWords words() {
        return language.texts(RosterWords.class);
    }

    private static byte[] bytes(FileUpload file) {
        try {
            return Files.readAllBytes(file.uploadedFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Response to(UUID id, String page) {
        return Response.seeOther(URI.create("/classes/" + id + page)).build();
    }

    /**
     * Where a file is chosen.
     *
     * @param pasted what was pasted: hostile text
     * @param problem what is wrong with it; {@code null} for nothing
     */
    record Choosing(
            Visitor visitor,
            ClassCard card,
            String pasted,
            @Nullable String problem) implements TemplateInstance {}

    /**
     * What a file would do.
     *
     * @param bad the lines that cannot be taken
     * @param most how many of each kind are named
     * @param moreAdded how many who are new are not named
     * @param moreChanged how many who are changed are not named
     * @param tooMany how many would be on the roster, if there are not places for all; else 0
     */
    record Preview(
            Visitor visitor,
            ClassCard card,
            RosterChange change,
            List<Told> bad,
            int most,
            int moreAdded,
            int moreChanged,
            int tooMany)
            implements TemplateInstance {}

    /** A line that cannot be taken, and what to do about it; the text is hostile. */
    record Told(int line, String text, String remedy) {}
}
