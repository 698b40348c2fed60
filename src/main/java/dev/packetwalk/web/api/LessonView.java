package dev.packetwalk.web.api;

import dev.packetwalk.lesson.Check;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Lesson;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A lesson, in the language that is asked for as far as it is translated.
 *
 * @param minutes how long it takes
 * @param exercises in order, variants of one behind it
 */
record LessonView(
        String id,
        String title,
        String summary,
        String level,
        List<String> topics,
        Minutes minutes,
        List<ExerciseView> exercises) {
    static LessonView of(Lesson lesson) {
        return new LessonView(
                lesson.id(),
                lesson.title(),
                lesson.summary(),
                lesson.level(),
                lesson.topics(),
                new Minutes(lesson.minutes().from(), lesson.minutes().to()),
                lesson.all().map(ExerciseView::of).toList());
    }

    /** A range of minutes. */
    record Minutes(int from, int to) {}

    /**
     * An exercise.
     *
     * @param graded whether anything is checked
     * @param version changes whenever what is checked does
     * @param hints how many there are
     */
    record ExerciseView(
            String id,
            int number,
            String title,
            String goal,
            int minutes,
            boolean graded,

            @Schema(description = "Changes whenever what is checked does.")
            String version,

            int hints,
            List<CheckInfo> checks) {
        static ExerciseView of(Exercise exercise) {
            return new ExerciseView(
                    exercise.id(),
                    exercise.number(),
                    exercise.title(),
                    exercise.goal(),
                    exercise.minutes(),
                    exercise.graded(),
                    exercise.version(),
                    exercise.hints().size(),
                    exercise.checks().stream().map(CheckInfo::of).toList());
        }
    }

    /** What is checked. */
    record CheckInfo(String id, String title) {
        static CheckInfo of(Check check) {
            return new CheckInfo(check.id(), check.title());
        }
    }
}
