package dev.packetwalk.web.reading;

import dev.packetwalk.lesson.CheatSheet;
import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.lesson.Page.Exhibit;
import dev.packetwalk.progress.ReadSections;
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
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What a lesson's page asks for while it is read; as pages of their own for browsers without scripts. */
@Path("/reading/{lesson}")
@RolesAllowed(Roles.LEARNER)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class ReadingResource {
    private static final int LONGEST_SEARCH = 80;

    private final Lessons lessons;
    private final ReadSections reading;
    private final Measuring measuring;
    private final CurrentLearner learner;
    private final CurrentLanguage language;

    ReadingResource(
            Lessons lessons,
            ReadSections reading,
            Measuring measuring,
            CurrentLearner learner,
            CurrentLanguage language) {
        this.lessons = lessons;
        this.reading = reading;
        this.measuring = measuring;
        this.learner = learner;
        this.language = language;
    }

    /** The learner has seen a section to its end. */
    @POST
    @Path("/sections/{section}/read")
    public void read(@RestPath("lesson") String lesson, @RestPath("section") String section) {
        UUID id = learner.get().id();
        reading.read(id, lesson, known(lesson, section));
    }

    /** The learner is at a section now. */
    @POST
    @Path("/sections/{section}/here")
    public void here(@RestPath("lesson") String lesson, @RestPath("section") String section) {
        UUID id = learner.get().id();
        reading.moveTo(id, lesson, known(lesson, section));
    }

    private String known(String lesson, String section) {
        return lessons.lesson(lesson).page().sections().stream()
                .filter(known -> known.id().equals(section))
                .findFirst()
                .orElseThrow(NotFoundException::new)
                .id();
    }

    /** The lesson's cheat sheet. */
    @GET
    @Path("/cheat-sheet")
    public TemplateInstance sheet(@RestPath("lesson") String lessonId) {
        Lesson lesson = lessons.lesson(lessonId, language.locale());
        if (lesson.cheatSheet().equals(CheatSheet.EMPTY)) {
            throw new NotFoundException();
        }
        return new Sheet(learner.visitor(), lesson, lesson.cheatSheet());
    }

    /**
     * A part of the lesson's table of services.
     *
     * @param measure whether to take the time as well
     */
    @GET
    @Path("/services")
    public TemplateInstance services(
            @RestPath("lesson") String lessonId,
            @RestQuery int size,
            @RestQuery @Nullable String find,
            @RestQuery int from,
            @RestQuery int service,
            @RestQuery int endpoint,
            @RestQuery boolean measure) {
        Lesson lesson = lessons.lesson(lessonId, language.locale());
        Exhibit exhibit = lesson.page().sections().stream()
                .flatMap(section -> section.exhibits().stream())
                .filter(one -> one.kind() == Exhibit.Kind.SERVICES)
                .findFirst()
                .orElseThrow(NotFoundException::new);
        String search = find == null ? "" : find.substring(0, Math.min(find.length(), LONGEST_SEARCH));
        List<Integer> sizes = exhibit.numbers();
        ServicesView view = ServicesView.of(
                lessonId,
                sizes,
                new ServicesView.Wish(size, search, from, service, endpoint),
                measure ? measuring : null);
        return new Services(learner.visitor(), lesson, view);
    }

    record Sheet(Visitor visitor, Lesson lesson, CheatSheet sheet) implements TemplateInstance {}

    record Services(Visitor visitor, Lesson lesson, ServicesView services) implements TemplateInstance {}
}
