package dev.packetwalk.web;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.Learner;
import dev.packetwalk.web.words.CurrentLanguage;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The first page: what this is, how to join, and where to go on. */
@Path("/")
@PermitAll
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class HomeResource {
    private final Lessons lessons;
    private final Attempts attempts;
    private final CurrentLearner learner;
    private final CurrentLanguage language;

    HomeResource(Lessons lessons, Attempts attempts, CurrentLearner learner, CurrentLanguage language) {
        this.language = language;
        this.lessons = lessons;
        this.attempts = attempts;
        this.learner = learner;
    }

    @GET
    public TemplateInstance show(@RestQuery @Nullable String next) {
        return page(JoinForm.goingTo(next));
    }

    /** The page with the form as somebody filled it in. */
    TemplateInstance page(JoinForm form) {
        Optional<UUID> id = learner.find().map(Learner::id);
        List<LessonCard> cards = lessons.all().stream()
                .map(lesson -> card(lesson.in(language.locale()), id))
                .toList();
        return new Home(learner.visitor(), cards, id.flatMap(this::next).orElse(null), form);
    }

    private LessonCard card(Lesson lesson, Optional<UUID> id) {
        int passed =
                id.map(learner -> attempts.passed(learner, lesson.id()).size()).orElse(0);
        return new LessonCard(lesson, passed);
    }

    /** Where the learner was, unless that lesson or exercise is not offered any more. */
    private Optional<Next> next(UUID id) {
        return attempts.mostRecent(id)
                .flatMap(key -> lessons.all().stream()
                        .filter(lesson -> lesson.id().equals(key.lesson()))
                        .findFirst()
                        .map(lesson -> lesson.in(language.locale()))
                        .flatMap(
                                lesson -> lesson.exercise(key.exercise()).map(exercise -> next(id, lesson, exercise))));
    }

    /** The exercise itself, or the first one not yet passed after it. */
    private Next next(UUID id, Lesson lesson, Exercise last) {
        List<String> passed = attempts.passed(id, lesson.id());
        Exercise exercise = !passed.contains(last.id())
                ? last
                : lesson.exercises().stream()
                        .filter(e -> e.number() > last.number() && !passed.contains(e.id()))
                        .findFirst()
                        .orElse(last);
        return new Next(new ExerciseKey(lesson.id(), exercise.id()), exercise.number(), exercise.title());
    }

    record Home(
            Visitor visitor,
            List<LessonCard> lessons,
            @Nullable Next next,
            JoinForm form) implements TemplateInstance {}

    /** A lesson, and how many of its exercises the visitor has passed. */
    record LessonCard(Lesson lesson, int passed) {
        public int total() {
            return lesson.exercises().size();
        }

        public boolean begun() {
            return passed > 0;
        }
    }

    /** Where to go on. */
    record Next(ExerciseKey key, int number, String title) {}
}
