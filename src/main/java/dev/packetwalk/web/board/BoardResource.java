package dev.packetwalk.web.board;

import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.progress.classes.TaughtClass;
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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/** The live board of a class, and the same without names for a projector. */
@Path("/classes/{class}")
@RolesAllowed(Roles.INSTRUCTOR)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class BoardResource {
    private final Classes classes;
    private final Boards boards;
    private final Lessons lessons;
    private final CurrentLearner instructor;
    private final CurrentLanguage language;

    BoardResource(
            Classes classes, Boards boards, Lessons lessons, CurrentLearner instructor, CurrentLanguage language) {
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

    private TaughtClass taught(String id) {
        try {
            return classes.find(instructor.get().id(), UUID.fromString(id)).orElseThrow(NotFoundException::new);
        } catch (IllegalArgumentException e) {
            throw new NotFoundException(e);
        }
    }

    /** The page. */
    record Board(Visitor visitor, TaughtClass taught, Lesson lesson, BoardView view) implements TemplateInstance {}
}
