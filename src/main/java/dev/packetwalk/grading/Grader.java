package dev.packetwalk.grading;

import dev.packetwalk.grading.Scene.Cause;
import dev.packetwalk.lesson.AnswerSource;
import dev.packetwalk.lesson.Check;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.sandbox.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decides about an exercise. Pure: the same evidence gives the same grade. Safe for use by many threads. */
public final class Grader {
    private final Exercise exercise;
    private final Scene scene;
    private final List<SequenceFollower> sequences = new ArrayList<>();
    private final List<AnswerFollower> answers = new ArrayList<>();

    private Grader(Exercise exercise) {
        this.exercise = exercise;
        this.scene = new Scene(exercise.allChecks().anyMatch(Grader::looksAtFlows));
        for (Check check : exercise.checks()) {
            if (check instanceof Check.Sequence sequence) {
                sequences.add(new SequenceFollower(exercise.id(), sequence));
            } else if (check instanceof Check.Asked asked) {
                answers.add(new AnswerFollower(exercise.id(), asked));
            }
        }
    }

    /** Grades an exercise; one without checks gets a grade without results. */
    public static Grade grade(Exercise exercise, Evidence evidence) {
        Grader grader = new Grader(exercise);
        grader.replay(evidence);
        return new Grade(exercise.id(), grader.results());
    }

    private void replay(Evidence evidence) {
        for (JournalEntry entry : LateFiles.inPlace(evidence.journal())) {
            tell(scene.take(entry));
        }
        scene.takePresent(evidence);
        for (Cause cause : Cause.values()) {
            // The present brings whatever the journal has not told of.
            if (cause != Cause.ANSWER) {
                tell(cause);
            }
        }
    }

    private void tell(Cause cause) {
        sequences.forEach(sequence -> sequence.moment(scene, cause));
        answers.forEach(answer -> answer.moment(scene, cause));
        scene.passed(cause);
    }

    private List<CheckResult> results() {
        Map<String, CheckResult> followed = Stream.concat(
                        sequences.stream().map(s -> s.result(scene)),
                        answers.stream().map(AnswerFollower::result))
                .collect(Collectors.toMap(CheckResult::check, Function.identity()));
        return exercise.checks().stream()
                .map(check -> followed.containsKey(check.id())
                        ? followed.get(check.id())
                        : finding(check).of(check))
                .toList();
    }

    private Finding finding(Check check) {
        return switch (check) {
            case Check.Verdict verdict -> StateGrading.grade(verdict, scene);
            case Check.Order order -> StateGrading.grade(order, scene);
            case Check.Overruled overruled -> StateGrading.grade(overruled, scene);
            case Check.Probed probed -> StateGrading.grade(probed, scene);
            case Check.Flowed flowed -> FlowGrading.grade(flowed.flow(), scene);
            case Check.Saved saved -> StateGrading.grade(saved, scene, Optional.empty());
            case Check.Restored _ -> Finding.waiting(Key.ONLY_A_STEP);
            case Check.Asked _, Check.Sequence _ -> throw new IllegalStateException("not followed: " + check.id());
        };
    }

    private static boolean looksAtFlows(Check check) {
        return switch (check) {
            case Check.Flowed _ -> true;
            case Check.Asked asked ->
                asked.about().isPresent()
                        || asked.questions().stream().anyMatch(q -> q.source() instanceof AnswerSource.TrackedCount);
            case Check.Verdict _,
                    Check.Order _,
                    Check.Overruled _,
                    Check.Probed _,
                    Check.Saved _,
                    Check.Sequence _,
                    Check.Restored _ -> false;
        };
    }
}
