package dev.packetwalk.web.api;

import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.web.Lessons;
import dev.packetwalk.web.words.CurrentLanguage;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** The lessons of the lab, their exercises and what is checked in them. */
@Path("/api/v1/lessons")
@RolesAllowed(Scopes.LESSONS_READ)
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "lessons", description = "What can be learned, and what is checked.")
public final class LessonsResource {
    private final Lessons lessons;
    private final CurrentLanguage language;

    LessonsResource(Lessons lessons, CurrentLanguage language) {
        this.lessons = lessons;
        this.language = language;
    }

    @GET
    @Operation(operationId = "listLessons", summary = "The lessons, in the order of the lab.")
    public Listing<LessonView> list(@BeanParam Paging paging) {
        return paging.cut(lessons.all(), Lesson::id, lesson -> LessonView.of(lesson.in(language.locale())));
    }

    @GET
    @Path("/{lesson}")
    @Operation(operationId = "getLesson", summary = "One lesson.")
    public LessonView show(@RestPath String lesson) {
        return LessonView.of(lessons.lesson(lesson, language.locale()));
    }
}
