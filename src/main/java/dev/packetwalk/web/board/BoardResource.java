package dev.packetwalk.web.board;

import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.progress.AuditAction;
import dev.packetwalk.progress.AuditLog;
import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.Lessons;
import dev.packetwalk.web.Roles;
import dev.packetwalk.web.Visitor;
import dev.packetwalk.web.words.CurrentLanguage;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** The live board of a class, and the same without names for a projector. */
@Path("/classes/{class}")
@RolesAllowed(Roles.INSTRUCTOR)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class BoardResource {
    private final Classes classes;
    private final Boards boards;
    private final Sandboxes sandboxes;
    private final AuditLog audit;
    private final Lessons lessons;
    private final CurrentLearner instructor;
    private final CurrentLanguage language;

    BoardResource(
            Classes classes,
            Boards boards,
            Sandboxes sandboxes,
            AuditLog audit,
            Lessons lessons,
            CurrentLearner instructor,
            CurrentLanguage language) {
        this.sandboxes = sandboxes;
        this.audit = audit;
        this.classes = classes;
        this.boards = boards;
        this.lessons = lessons;
        this.instructor = instructor;
        this.language = language;
    }

    /**
     * The board.
     *
     * @throws NotFoundException if the instructor teaches no such class
     */
    @GET
    @Path("/board")
    public TemplateInstance board(@RestPath("class") String id) {
        TaughtClass taught = taught(id);
        Lesson lesson = lessons.lesson(taught.plan().lesson());
        BoardView view = BoardSpeech.of(lesson, language.locale()).say(boards.now(taught));
        return new Board(instructor.visitor(), taught, lesson.in(language.locale()), view);
    }

    /**
     * The class's progress without anybody's name, to be read from the back row.
     *
     * @throws NotFoundException if the instructor teaches no such class
     */
    @GET
    @Path("/progress")
    public TemplateInstance progress(@RestPath("class") String id) {
        TaughtClass taught = taught(id);
        Lesson lesson = lessons.lesson(taught.plan().lesson());
        BoardView view = BoardSpeech.of(lesson, language.locale()).say(boards.now(taught));
        return new Projector(instructor.visitor(), taught, lesson.in(language.locale()), view);
    }

    /**
     * Moves those of the class who wait for a machine to the front of the queue, as far as that is fair to others.
     *
     * @param learner only this one; nothing for all
     * @throws NotFoundException if the instructor teaches no such class
     */
    @POST
    @Path("/queue")
    public Response moveUp(@RestPath("class") String id, @RestForm @Nullable String learner) {
        TaughtClass taught = taught(id);
        if (learner == null || learner.isEmpty()) {
            int moved = sandboxes.classes().moveUp(taught.id());
            note(taught, Integer.toString(moved));
        } else if (sandboxes.classes().moveUp(taught.id(), id(learner))) {
            note(taught, learner);
        }
        boards.lookSoon();
        return Response.seeOther(URI.create("/classes/" + taught.id() + "/board"))
                .build();
    }

    private void note(TaughtClass taught, String detail) {
        audit.note(instructor.get().id(), AuditAction.QUEUE_MOVED, taught.plan().name(), detail);
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new NotFoundException(e);
        }
    }

    private TaughtClass taught(String id) {
        return classes.find(instructor.get().id(), id(id)).orElseThrow(NotFoundException::new);
    }

    /** The projector's page. */
    record Projector(Visitor visitor, TaughtClass taught, Lesson lesson, BoardView view) implements TemplateInstance {}

    /** The page. */
    record Board(Visitor visitor, TaughtClass taught, Lesson lesson, BoardView view) implements TemplateInstance {}
}
