package dev.packetwalk.web.api;

import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.grading.Wording;
import dev.packetwalk.lesson.Check;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.RecordedGrade;
import dev.packetwalk.web.Lessons;
import dev.packetwalk.web.LiveMessage;
import dev.packetwalk.web.words.CurrentLanguage;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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

    /** How an attempt is spoken of. */
    Speech speech(Attempt attempt, Locale locale) {
        return speech(attempt.exercise(), attempt.learner(), locale);
    }

    /** How a learner's attempts at an exercise are spoken of. Where it is no longer there, in the words of then. */
    Speech speech(ExerciseKey key, UUID learner, Locale locale) {
        return lessons.find(key, learner, locale)
                .map(exercise -> new Speech(
                        lessons.wording(key, learner, locale),
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
    record Speech(Wording wording, Map<String, String> titles) {
        /** A grade that nobody has written down. */
        GradeView view(List<CheckResult> results, Instant at) {
            return whole(
                    results.stream()
                            .map(result -> GradeView.CheckGrade.of(result, wording, titles, null, null))
                            .toList(),
                    at);
        }

        /** A grade as an open page is told of it. */
        GradeView view(LiveMessage.Graded graded, Instant at) {
            return whole(
                    graded.checks().stream()
                            .map(check -> GradeView.CheckGrade.of(check, wording, titles))
                            .toList(),
                    at);
        }

        private static GradeView whole(List<GradeView.CheckGrade> checks, Instant at) {
            int passed = Math.toIntExact(checks.stream()
                    .filter(check -> check.state().equals("passed"))
                    .count());
            return new GradeView(passed == checks.size() && passed > 0, passed, checks.size(), at, null, checks);
        }
    }
}
