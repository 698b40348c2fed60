package dev.packetwalk.web;

import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.web.reading.LessonPage;
import dev.packetwalk.web.reading.LessonPages;
import dev.packetwalk.web.words.CurrentLanguage;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;

/** A lesson: its text, with what it shows besides words, and the exercises where they belong. */
@Path("/lessons/{lesson}")
@RolesAllowed(Roles.LEARNER)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class LessonResource {
    private final Lessons lessons;
    private final LessonPages pages;
    private final CurrentLearner learner;
    private final CurrentLanguage language;

    LessonResource(Lessons lessons, LessonPages pages, CurrentLearner learner, CurrentLanguage language) {
        this.language = language;
        this.lessons = lessons;
        this.pages = pages;
        this.learner = learner;
    }

    @GET
    public TemplateInstance show(@RestPath("lesson") String lessonId) {
        Lesson lesson = lessons.lesson(lessonId, language.locale());
        return new Overview(
                learner.visitor(), lesson, pages.of(lesson, learner.get().id()));
    }

    record Overview(Visitor visitor, Lesson lesson, LessonPage page) implements TemplateInstance {}
}
