package dev.packetwalk.grading;

import dev.packetwalk.grading.CheckResult.State;
import dev.packetwalk.grading.Scene.Cause;
import dev.packetwalk.lesson.Check;
import dev.packetwalk.sandbox.JournalEvent;
import org.jspecify.annotations.Nullable;

/** Follows a journal for one {@link Check.Asked}: the latest answer counts, and is judged by what was so when it was given. */
final class AnswerFollower {
    private final String exercise;
    private final Check.Asked check;
    private Finding latest = AnswerGrading.NOT_YET;
    private JournalEvent.@Nullable Answered given;

    AnswerFollower(String exercise, Check.Asked check) {
        this.exercise = exercise;
        this.check = check;
    }

    void moment(Scene scene, Cause cause) {
        if (cause == Cause.ANSWER) {
            scene.answer()
                    .filter(answer ->
                            answer.exercise().equals(exercise) && answer.check().equals(check.id()))
                    .ifPresent(answer -> {
                        latest = AnswerGrading.grade(check, answer.answers(), scene);
                        given = answer;
                    });
        } else if (cause == Cause.PROBE && given != null && latest.state() == State.UNDECIDED) {
            // The counters of the same rules may tell now what they could not when it was answered.
            latest = AnswerGrading.grade(check, given.answers(), scene);
        }
    }

    CheckResult result() {
        return latest.of(check);
    }
}
