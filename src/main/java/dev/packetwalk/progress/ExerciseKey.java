package dev.packetwalk.progress;

import static java.util.Objects.requireNonNull;

/**
 * Names an exercise among all lessons.
 *
 * @param lesson the lesson's id
 * @param exercise the exercise's id within the lesson
 */
public record ExerciseKey(String lesson, String exercise) {
    public ExerciseKey {
        requireNonNull(lesson, "lesson");
        requireNonNull(exercise, "exercise");
    }

    /** {@code lesson/exercise}. */
    @Override
    public String toString() {
        return lesson + "/" + exercise;
    }
}
