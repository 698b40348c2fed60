package dev.packetwalk.web;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.Learner;
import dev.packetwalk.progress.ReadSections;
import dev.packetwalk.web.words.CurrentLanguage;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
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
    private final ReadSections reading;
    private final CurrentLearner learner;
    private final CurrentLanguage language;

    HomeResource(
            Lessons lessons,
            Attempts attempts,
            ReadSections reading,
            CurrentLearner learner,
            CurrentLanguage language) {
        this.language = language;
        this.lessons = lessons;
        this.attempts = attempts;
        this.reading = reading;
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
        return new Home(learner.visitor(), cards, id.map(this::next).orElse(List.of()), form);
    }

    private LessonCard card(Lesson lesson, Optional<UUID> id) {
        int passed =
                id.map(learner -> attempts.passed(learner, lesson.id()).size()).orElse(0);
        return new LessonCard(lesson, passed);
    }

    /** Where the learner was, the latest first: in an exercise, in a text. What is not offered any more is left out. */
    private List<Next> next(UUID id) {
        return Stream.concat(exercise(id).stream(), section(id).stream())
                .sorted(Comparator.comparing(Next::since).reversed())
                .toList();
    }

    private Optional<Next> section(UUID id) {
        return reading.lastPlace(id)
                .flatMap(place -> lesson(place.lesson())
                        .flatMap(lesson -> lesson.page().sections().stream()
                                .filter(section -> section.id().equals(place.section()))
                                .findFirst()
                                .map(section -> new Next(
                                        "/lessons/" + lesson.id() + "#" + section.id(),
                                        section.title(),
                                        place.seenAt()))));
    }

    private Optional<Next> exercise(UUID id) {
        return attempts.mostRecent(id)
                .flatMap(key -> lesson(key.lesson())
                        .flatMap(lesson -> lesson.exercise(key.exercise())
                                .flatMap(exercise -> attempts.latest(id, key)
                                        .map(attempt -> next(id, lesson, exercise, attempt.startedAt())))));
    }

    private Optional<Lesson> lesson(String id) {
        return lessons.all().stream()
                .filter(lesson -> lesson.id().equals(id))
                .findFirst()
                .map(lesson -> lesson.in(language.locale()));
    }

    /** The exercise itself, or the first one not yet passed after it. */
    private Next next(UUID id, Lesson lesson, Exercise last, Instant since) {
        List<String> passed = attempts.passed(id, lesson.id());
        Exercise exercise = !passed.contains(last.id())
                ? last
                : lesson.exercises().stream()
                        .filter(e -> e.number() > last.number() && !passed.contains(e.id()))
                        .findFirst()
                        .orElse(last);
        return new Next(
                "/lessons/" + new ExerciseKey(lesson.id(), exercise.id()),
                exercise.number() + ". " + exercise.title(),
                since);
    }

    record Home(Visitor visitor, List<LessonCard> lessons, List<Next> next, JoinForm form)
            implements TemplateInstance {}

    /** A lesson, and how many of its exercises the visitor has passed. */
    record LessonCard(Lesson lesson, int passed) {
        public int total() {
            return lesson.exercises().size();
        }

        public boolean begun() {
            return passed > 0;
        }
    }

    /**
     * Where to go on.
     *
     * @param since when the learner began there, or was there last
     */
    record Next(String href, String title, Instant since) {}
}
