package dev.packetwalk.web;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.web.words.CurrentLanguage;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/** A lesson: its text, and its exercises in order. */
@Path("/lessons/{lesson}")
@RolesAllowed(Roles.LEARNER)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class LessonResource {
    private final Lessons lessons;
    private final Attempts attempts;
    private final CurrentLearner learner;
    private final CurrentLanguage language;

    LessonResource(Lessons lessons, Attempts attempts, CurrentLearner learner, CurrentLanguage language) {
        this.language = language;
        this.lessons = lessons;
        this.attempts = attempts;
        this.learner = learner;
    }

    @GET
    public TemplateInstance show(@RestPath("lesson") String lessonId) {
        Lesson lesson = lessons.lesson(lessonId, language.locale());
        UUID id = learner.get().id();
        Set<String> passed = Set.copyOf(attempts.passed(id, lesson.id()));
        Set<String> begun = attempts.latestOf(id, lesson.id()).keySet();
        List<ListedStep> steps = lesson.exercises().stream()
                .map(exercise ->
                        new ListedStep(exercise, passed.contains(exercise.id()), begun.contains(exercise.id())))
                .toList();
        return new Overview(learner.visitor(), lesson, steps);
    }

    record Overview(Visitor visitor, Lesson lesson, List<ListedStep> steps) implements TemplateInstance {}

    /** An exercise in the list. */
    record ListedStep(Exercise exercise, boolean passed, boolean begun) {
        public String words() {
            return passed ? "passed" : begun ? "begun" : "not begun";
        }
    }
}
