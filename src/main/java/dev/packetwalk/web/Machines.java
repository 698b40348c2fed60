package dev.packetwalk.web;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.DepartedException;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.sandbox.Claim;
import dev.packetwalk.sandbox.Ending;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.Sandboxes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** The sandboxes of learners, found through the learner and the exercise: whose it is needs no further check. */
@Singleton
public final class Machines {
    private final Instance<Sandboxes> sandboxes;
    private final Lessons lessons;
    private final Attempts attempts;
    private final LiveGrades grades;
    private final LabMetrics metrics;

    Machines(Instance<Sandboxes> sandboxes, Lessons lessons, Attempts attempts, LiveGrades grades, LabMetrics metrics) {
        this.grades = grades;
        this.metrics = metrics;
        this.sandboxes = sandboxes;
        this.lessons = lessons;
        this.attempts = attempts;
    }

    /** The machine that a learner has for an exercise. */
    public Optional<Lease> lease(UUID learner, Lesson lesson, Exercise exercise) {
        return sandboxes.get().lease(learner, name(lesson, exercise));
    }

    Optional<Ending> ending(UUID learner, Lesson lesson, Exercise exercise) {
        return sandboxes.get().ending(learner, name(lesson, exercise));
    }

    /** Asks for a machine. One that is handed over just now begins a new attempt. */
    public Claim claim(UUID learner, Lesson lesson, Exercise exercise) {
        Claim claim = metrics.timed(() -> sandboxes
                .get()
                .claim(learner, name(lesson, exercise), exercise.sandbox().topology()));
        begin(claim, learner, lesson, exercise);
        return claim;
    }

    /** Asks for a pristine machine in place of the one that there is, or for a first one. */
    public Claim reset(UUID learner, Lesson lesson, Exercise exercise) {
        Optional<Lease> lease = lease(learner, lesson, exercise);
        if (lease.isEmpty()) {
            return claim(learner, lesson, exercise);
        }
        Claim claim = metrics.timed(
                () -> sandboxes.get().reset(lease.get().id(), exercise.sandbox().topology()));
        begin(claim, learner, lesson, exercise);
        return claim;
    }

    /** Gives the sandbox back; having none is not an error. */
    public void release(UUID learner, Lesson lesson, Exercise exercise) {
        lease(learner, lesson, exercise).ifPresent(lease -> sandboxes.get().release(lease.id()));
    }

    /** Keeps the learner's machine longer, if there is one. */
    public void extend(UUID learner, Lesson lesson, Exercise exercise) {
        lease(learner, lesson, exercise).ifPresent(lease -> sandboxes.get().extend(lease.id()));
    }

    void leaveQueue(UUID learner, Lesson lesson, Exercise exercise) {
        sandboxes.get().leaveQueue(learner, name(lesson, exercise));
    }

    private static String name(Lesson lesson, Exercise exercise) {
        return Lessons.sandboxName(new ExerciseKey(lesson.id(), exercise.id()), exercise);
    }

    private void begin(Claim claim, UUID learner, Lesson lesson, Exercise exercise) {
        switch (claim) {
            case Claim.Granted(Lease lease, boolean fresh) -> {
                try {
                    sandboxes.get().beginnings().take(() -> begin(learner, lesson, exercise, fresh));
                } catch (DepartedException e) {
                    // They have deleted everything in another window: nobody will ever come for this one.
                    sandboxes.get().release(lease.id());
                    throw e;
                }
                grades.watch(lease);
            }
            case Claim.Queued _, Claim.TooMany _ -> {}
        }
    }

    private void begin(UUID learner, Lesson lesson, Exercise exercise, boolean fresh) {
        ExerciseKey key = new ExerciseKey(lesson.id(), exercise.id());
        if (fresh) {
            attempts.startOver(
                    learner,
                    key,
                    lessons.exercisesIn(name(lesson, exercise), learner).keySet());
        } else {
            attempts.open(learner, key);
        }
    }
}
