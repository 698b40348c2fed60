package dev.packetwalk.web.reading;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lesson as one learner sees it.
 *
 * @param sections in order
 * @param others exercises that no section shows
 * @param read how many sections the learner has read
 * @param passed how many exercises the learner has passed
 * @param exercises how many there are
 * @param here the section at which the learner was last; null for a first visit
 * @param machine the title of the exercise whose machine is shown in examples; null when none is
 */
public record LessonPage(
        List<SectionView> sections,
        List<ExerciseCard> others,
        int read,
        int passed,
        int exercises,
        @Nullable SectionView here,
        @Nullable String machine) {
    public LessonPage {
        sections = List.copyOf(sections);
        others = List.copyOf(others);
    }

    /**
     * A section.
     *
     * @param titleHtml safe
     * @param read whether the learner has seen it to its end
     * @param exercises those that it shows
     */
    public record SectionView(
            String id,
            String title,
            String titleHtml,
            List<PieceView> pieces,
            boolean read,
            List<ExerciseCard> exercises) {
        public SectionView {
            pieces = List.copyOf(pieces);
            exercises = List.copyOf(exercises);
        }
    }
}
