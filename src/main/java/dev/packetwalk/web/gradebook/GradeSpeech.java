package dev.packetwalk.web.gradebook;

import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.grading.Reason;
import dev.packetwalk.grading.Wording;
import dev.packetwalk.lesson.Check;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.web.CheckWord;
import dev.packetwalk.web.Lessons;
import dev.packetwalk.web.words.CheckWords;
import dev.packetwalk.web.words.CurrentLanguage;
import dev.packetwalk.web.words.GradebookWords;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Grades in the language of the request, in the words of the lesson as it is now. */
@Singleton
final class GradeSpeech {
    private final Lessons lessons;
    private final CurrentLanguage language;

    GradeSpeech(Lessons lessons, CurrentLanguage language) {
        this.lessons = lessons;
        this.language = language;
    }

    GradebookWords words() {
        return language.texts(GradebookWords.class);
    }

    /** The exercises and variants of a lesson that are graded, in its order; none if it is not offered any more. */
    List<Exercise> graded(String lesson) {
        return graded(lesson, Lesson::all);
    }

    /** Like {@link #graded(String)}, but a variant has no place beside its exercise: who has done one has done the other. */
    List<Exercise> columns(String lesson) {
        return graded(lesson, found -> found.exercises().stream());
    }

    private List<Exercise> graded(String lesson, Function<Lesson, Stream<Exercise>> which) {
        return lessons.all().stream()
                .filter(found -> found.id().equals(lesson))
                .flatMap(found -> which.apply(found.in(language.locale())))
                .filter(Exercise::graded)
                .toList();
    }

    /** What a lesson is called; its id if it is not offered any more. */
    String lesson(String id) {
        return lessons.all().stream()
                .filter(found -> found.id().equals(id))
                .map(found -> found.in(language.locale()).title())
                .findFirst()
                .orElse(id);
    }

    /** How a check that ended so is spoken of. */
    String state(CheckResult.State state) {
        return word(state).in(language.texts(CheckWords.class));
    }

    private static CheckWord word(CheckResult.State state) {
        return switch (state) {
            case PASSED -> CheckWord.PASSED;
            case FAILED -> CheckWord.FAILED;
            case UNDECIDED -> CheckWord.UNDECIDED;
            case WAITING -> CheckWord.WAITING;
        };
    }

    /** How a learner's attempts at an exercise are spoken of; where it is offered no more, by its id. */
    OfExercise of(ExerciseKey key, UUID learner) {
        Optional<Exercise> exercise = lessons.find(key, learner, language.locale());
        Wording wording =
                exercise.isPresent() ? lessons.wording(key, learner, language.locale()) : Wording.in(language.locale());
        return new OfExercise(exercise.map(Exercise::title).orElse(key.exercise()), exercise, wording);
    }

    /**
     * The words for attempts at one exercise.
     *
     * @param title of the exercise
     * @param exercise empty if it is offered no more
     */
    record OfExercise(String title, Optional<Exercise> exercise, Wording wording) {
        /** What a check is called; its id if there is no such check any more. */
        String check(String id) {
            return exercise.stream()
                    .flatMap(found -> found.checks().stream())
                    .filter(check -> check.id().equals(id))
                    .map(Check::title)
                    .findFirst()
                    .orElse(id);
        }

        /** What was observed: hostile text; empty for nothing. */
        List<Reason.Phrase> reason(@Nullable Reason reason) {
            return reason == null ? List.of() : wording.phrases(reason);
        }
    }
}
