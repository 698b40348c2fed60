package dev.packetwalk.web;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.sandbox.Ending;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.web.words.CheckWords;
import dev.packetwalk.web.words.CurrentLanguage;
import dev.packetwalk.web.words.ExerciseWords;
import dev.packetwalk.web.words.MachineWords;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** The step page: instructions, machine, checks and hints of one exercise. */
@Path("/lessons/{lesson}/{exercise}")
@RolesAllowed(Roles.LEARNER)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public final class ExerciseResource {
    private final Lessons lessons;
    private final Attempts attempts;
    private final Machines machines;
    private final LiveGrades grades;
    private final CurrentLearner learner;
    private final CurrentLanguage language;

    ExerciseResource(
            Lessons lessons,
            Attempts attempts,
            Machines machines,
            LiveGrades grades,
            CurrentLearner learner,
            CurrentLanguage language) {
        this.language = language;
        this.grades = grades;
        this.lessons = lessons;
        this.attempts = attempts;
        this.machines = machines;
        this.learner = learner;
    }

    @GET
    public TemplateInstance show(@RestPath("lesson") String lessonId, @RestPath("exercise") String exerciseId) {
        Lesson lesson = lessons.lesson(lessonId, language.locale());
        Exercise exercise = lessons.exercise(lessonId, exerciseId, learner.get().id(), language.locale());
        UUID id = learner.get().id();
        ExerciseKey key = new ExerciseKey(lessonId, exerciseId);
        Optional<Attempt> attempt = attempts.latest(id, key);
        Optional<Lease> lease = machines.lease(id, lesson, exercise);
        Optional<Ending> ending = lease.isPresent() ? Optional.empty() : machines.ending(id, lesson, exercise);
        Map<String, Map<String, String>> answers =
                lease.map(l -> grades.answers(l, key)).orElse(Map.of());
        List<WatchedView> watched = lease.map(l -> grades.watched(l, exercise)).orElse(List.of());
        MachineWords words = language.texts(MachineWords.class);
        return new Step(
                learner.visitor(),
                id,
                "/lessons/" + lesson.id() + "/" + exercise.id(),
                lesson,
                exercise,
                lease.map(l -> LeaseView.of(l, InstantSource.system().instant(), words))
                        .orElse(null),
                ending.map(e -> Endings.words(e, words)).orElse(null),
                CheckView.of(
                        exercise.checks(),
                        attempt,
                        answers,
                        lessons.wording(key, id, language.locale()),
                        language.texts(CheckWords.class)),
                watched,
                attempt.map(Attempt::passed).orElse(false),
                attempt.isPresent(),
                hints(exercise, attempt),
                SolutionView.of(
                                exercise,
                                attempt,
                                attempts,
                                InstantSource.system().instant(),
                                language.texts(ExerciseWords.class))
                        .orElse(null),
                neighbour(lesson, exercise.number() - 1),
                neighbour(lesson, exercise.number() + 1));
    }

    private static List<Exercise.Hint> hints(Exercise exercise, Optional<Attempt> attempt) {
        int seen = attempt.map(Attempt::hintsSeen).orElse(0);
        return exercise.hints().stream().limit(seen).toList();
    }

    private static @Nullable Exercise neighbour(Lesson lesson, int number) {
        return lesson.exercises().stream()
                .filter(exercise -> exercise.number() == number)
                .findFirst()
                .orElse(null);
    }

    /**
     * The page.
     *
     * @param learner whose page it is; which edition of the exercise they have follows from it
     * @param here the address of this page; everything that belongs to it is below
     * @param lease {@code null} while the learner has no machine for this
     * @param ended how their last one ended, in words; {@code null} if there was none lately
     * @param checks in order
     * @param watched what becomes of real packets; empty without a machine
     * @param passed whether all have passed together in this attempt
     * @param attempted whether the learner has begun: then there is evidence
     * @param hints those uncovered so far
     * @param solution {@code null} where there is none to see yet
     * @param before the exercise before this one
     * @param after the exercise after this one
     */
    record Step(
            Visitor visitor,
            UUID learner,
            String here,
            Lesson lesson,
            Exercise exercise,
            @Nullable LeaseView lease,
            @Nullable String ended,
            List<CheckView> checks,
            List<WatchedView> watched,
            boolean passed,
            boolean attempted,
            List<Exercise.Hint> hints,
            @Nullable SolutionView solution,
            @Nullable Exercise before,
            @Nullable Exercise after)
            implements TemplateInstance {}
}
