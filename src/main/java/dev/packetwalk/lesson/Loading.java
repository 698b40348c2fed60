package dev.packetwalk.lesson;

import java.util.List;

/** What came of loading lessons: all of them, or everything that is wrong. */
public sealed interface Loading {
    /**
     * Every lesson is sound.
     *
     * @param lessons in the order of their folders' names
     */
    record Loaded(List<Lesson> lessons) implements Loading {
        public Loaded {
            lessons = List.copyOf(lessons);
        }
    }

    /**
     * Nothing was loaded.
     *
     * @param problems at least one, in the order of files and lines
     */
    record Rejected(List<Problem> problems) implements Loading {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }
}
