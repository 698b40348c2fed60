package dev.packetwalk.web;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.lesson.LessonLoader;
import dev.packetwalk.lesson.Loading;
import java.nio.file.Path;
import java.util.List;
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
                .orElseThrow(() -> new NotHereException("There is no lesson of that name."));
    }

    /**
     * An exercise of a lesson.
     *
     * @throws NotHereException if there is no such lesson, or no such exercise in it
     */
    public Exercise exercise(String lesson, String exercise) {
        return lesson(lesson)
                .exercise(exercise)
                .orElseThrow(() -> new NotHereException("There is no exercise of that name in this lesson."));
    }
}
