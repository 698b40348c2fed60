package dev.packetwalk.grading;

import dev.packetwalk.grading.Scene.Cause;
import dev.packetwalk.lesson.Check;
import dev.packetwalk.sandbox.JournalEvent;
import java.util.Optional;

/** Follows a journal for one {@link Check.Asked}: the latest answer counts, and is judged by what was so when it was given. */
final class AnswerFollower {
    private final String exercise;
    private final Check.Asked check;
    private Finding latest = AnswerGrading.NOT_YET;

    AnswerFollower(String exercise, Check.Asked check) {
        this.exercise = exercise;
        this.check = check;
    }

    void moment(Scene scene, Cause cause) {
        Optional<JournalEvent.Answered> answer = scene.answer()
                .filter(a -> cause == Cause.ANSWER)
                .filter(a -> a.exercise().equals(exercise) && a.check().equals(check.id()));
        answer.ifPresent(a -> latest = AnswerGrading.grade(check, a.answers(), scene));
    }

    CheckResult result() {
        return latest.of(check);
    }
}
