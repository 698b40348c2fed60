package dev.packetwalk.web.api;

import dev.packetwalk.grading.Wording;
import dev.packetwalk.lesson.Check;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.RecordedGrade;
import dev.packetwalk.web.Lessons;
import dev.packetwalk.web.words.CurrentLanguage;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Grades in the words of whoever asks. */
@Singleton
final class Grades {
    private final Lessons lessons;
    private final CurrentLanguage language;

    Grades(Lessons lessons, CurrentLanguage language) {
        this.lessons = lessons;
        this.language = language;
    }

    /** A grade of an attempt, in the language of this request. */
    GradeView view(Attempt attempt, RecordedGrade grade, @Nullable Instant regradedAt) {
        Speech speech = speech(attempt, language.locale());
        return GradeView.of(grade, regradedAt, speech.wording(), speech.titles());
    }

    /** How an attempt is spoken of. Where its exercise is no longer there, in the words of then. */
    Speech speech(Attempt attempt, Locale locale) {
        return exercise(attempt, locale)
                .map(exercise -> new Speech(
                        lessons.wording(attempt.exercise(), attempt.learner(), locale),
                        exercise.checks().stream().collect(Collectors.toMap(Check::id, Check::title))))
                .orElseGet(() -> new Speech(Wording.in(locale), Map.of()));
    }

    /** An attempt's exercise as its learner has it; empty if the lab no longer has it. */
    Optional<Exercise> exercise(Attempt attempt, Locale locale) {
        return lessons.find(attempt.exercise(), attempt.learner(), locale);
    }

    /**
     * Words for one attempt.
     *
     * @param titles of its checks, by their ids
     */
    record Speech(Wording wording, Map<String, String> titles) {}
}
