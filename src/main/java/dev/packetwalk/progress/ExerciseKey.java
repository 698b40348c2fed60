package dev.packetwalk.progress;

/**
 * Names an exercise among all lessons.
 *
 * @param lesson the lesson's id
 * @param exercise the exercise's id within the lesson
 */
public record ExerciseKey(String lesson, String exercise) {
    /** {@code lesson/exercise}. */
    @Override
    public String toString() {
        return lesson + "/" + exercise;
    }
}
