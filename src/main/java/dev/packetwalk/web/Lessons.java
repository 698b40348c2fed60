package dev.packetwalk.web;

import dev.packetwalk.grading.AuthorsWords;
import dev.packetwalk.grading.Wording;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.lesson.LessonLoader;
import dev.packetwalk.lesson.Loading;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.sandbox.Topology;
import dev.packetwalk.web.words.ErrorWords;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The lessons that this server offers.
 *
 * @param all in order
 */
public record Lessons(List<Lesson> all) {
    public Lessons {
        all = List.copyOf(all);
    }

    /**
     * Loads them from a folder such as {@code labs/}.
     *
     * @throws IllegalStateException if one of them is not sound; the message names every file and line
     */
    public static Lessons from(Path labs) {
        return switch (LessonLoader.all(labs)) {
            case Loading.Loaded loaded -> new Lessons(loaded.lessons());
            case Loading.Rejected rejected ->
                throw new IllegalStateException(rejected.problems().stream()
                        .map(Object::toString)
                        .collect(Collectors.joining("\n  ", "the lessons in " + labs + " have problems:\n  ", "")));
        };
    }

    /**
     * The lesson with an id.
     *
     * @throws NotHereException if there is none
     */
    public Lesson lesson(String id) {
        return all.stream()
                .filter(lesson -> lesson.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotHereException(ErrorWords::noSuchLesson));
    }

    /**
     * The lesson with an id, in a language as far as it is translated.
     *
     * @throws NotHereException if there is none
     */
    public Lesson lesson(String id, Locale language) {
        return lesson(id).in(language);
    }

    /**
     * An exercise as {@link #exercise(String, String, UUID)} has it, in a language as far as it is translated. Only texts differ.
     *
     * @throws NotHereException if there is no such lesson, or no such exercise in it
     */
    public Exercise exercise(String lesson, String exercise, UUID learner, Locale language) {
        return exercise(lesson(lesson, language), exercise, learner);
    }

    /**
     * An exercise of a lesson, or a variant of one, with the ports, addresses and names that are this learner's.
     *
     * @throws NotHereException if there is no such lesson, or no such exercise in it
     */
    public Exercise exercise(String lesson, String exercise, UUID learner) {
        return exercise(lesson(lesson), exercise, learner);
    }

    /** An exercise as {@link #exercise(String, String, UUID, Locale)} has it; empty if this server does not offer it any more. */
    public Optional<Exercise> find(ExerciseKey key, UUID learner, Locale language) {
        return all.stream()
                .filter(lesson -> lesson.id().equals(key.lesson()))
                .flatMap(lesson -> lesson.in(language).exercise(key.exercise()).stream())
                .findFirst()
                .map(found -> found.forLearner(Exercise.seed(learner)));
    }

    private static Exercise exercise(Lesson lesson, String exercise, UUID learner) {
        return lesson.exercise(exercise)
                .map(found -> found.forLearner(Exercise.seed(learner)))
                .orElseThrow(() -> new NotHereException(ErrorWords::noSuchExercise));
    }

    /** How the reasons of a learner's grades are said in a language, with the names that the exercise's author has given. */
    public Wording wording(ExerciseKey key, UUID learner, Locale language) {
        Exercise graded = exercise(key.lesson(), key.exercise(), learner);
        Exercise shown = exercise(key.lesson(), key.exercise(), learner, language);
        return Wording.in(language).with(AuthorsWords.between(graded, shown));
    }

    /**
     * What a learner has a machine for: the name under which {@code Sandboxes} knows it. Exercises of a lesson that share a
     * sandbox share this name.
     */
    public static String sandboxName(ExerciseKey key, Exercise exercise) {
        return key.lesson() + "/" + exercise.sandbox().name();
    }

    /** The exercises that a learner does in their sandbox of this name, in order. */
    public Map<ExerciseKey, Exercise> exercisesIn(String sandboxName, UUID learner) {
        Map<ExerciseKey, Exercise> found = new LinkedHashMap<>();
        for (Lesson lesson : all) {
            lesson.all().forEach(exercise -> {
                ExerciseKey key = new ExerciseKey(lesson.id(), exercise.id());
                if (sandboxName(key, exercise).equals(sandboxName)) {
                    found.put(key, exercise.forLearner(Exercise.seed(learner)));
                }
            });
        }
        return Collections.unmodifiableMap(found);
    }

    /** The topologies that are the same for every learner, each once: those that are worth keeping ready. */
    public List<Topology> topologies() {
        return all.stream()
                .flatMap(Lesson::all)
                .filter(exercise -> exercise.parameters().isEmpty())
                .map(exercise -> exercise.sandbox().topology())
                .distinct()
                .toList();
    }
}
