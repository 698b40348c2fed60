package dev.packetwalk.web.api;

import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.grading.Grader;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.EvidenceBundle;
import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.SandboxUnavailableException;
import dev.packetwalk.web.AttemptEvidence;
import dev.packetwalk.web.Lessons;
import dev.packetwalk.web.LiveGrades;
import dev.packetwalk.web.Machines;
import dev.packetwalk.web.Recent;
import dev.packetwalk.web.words.ApiWords;
import dev.packetwalk.web.words.Languages;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/**
 * Gradings that programs have asked for. This server remembers the last thousand; what they come to is written down where grades
 * are. Of an attempt one runs at a time: whoever asks for another meanwhile is given that one.
 */
@Singleton
final class CheckRuns {
    static final int MOST = 1_000;
    private static final int AT_ONCE = 16;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Machines machines;
    private final Lessons lessons;
    private final Attempts attempts;
    private final LiveGrades liveGrades;
    private final AttemptEvidence evidence;
    private final Grades grades;
    private final InstantSource clock = InstantSource.system();
    private final Recent<UUID, CheckRun> runs = new Recent<>(MOST);
    private final Recent<Long, CheckRun> latest = new Recent<>(MOST);
    private final Semaphore places = new Semaphore(AT_ONCE);

    CheckRuns(
            Machines machines,
            Lessons lessons,
            Attempts attempts,
            LiveGrades liveGrades,
            AttemptEvidence evidence,
            Grades grades) {
        this.machines = machines;
        this.lessons = lessons;
        this.attempts = attempts;
        this.liveGrades = liveGrades;
        this.evidence = evidence;
        this.grades = grades;
    }

    /** A run of an attempt; empty if it was another's, or has been forgotten. */
    synchronized Optional<CheckRun> find(Attempt attempt, UUID id) {
        return Optional.ofNullable(runs.get(id)).filter(run -> run.attempt().id() == attempt.id());
    }

    /**
     * Grades an attempt: in its sandbox if that is still there, else by what was kept of it.
     *
     * @param language of the reasons
     * @throws ProblemException if there is nothing to grade, or too much is under way
     */
    synchronized CheckRun start(Attempt attempt, Locale language) {
        CheckRun before = latest.get(attempt.id());
        if (before != null && before.now().state() == CheckRun.State.RUNNING) {
            return before;
        }
        Exercise exercise = grades.exercise(attempt, Languages.DEFAULT)
                .orElseThrow(() -> new ProblemException(ProblemKind.NO_EVIDENCE, ApiWords::exerciseGone));
        if (!exercise.graded()) {
            throw new ProblemException(ProblemKind.NO_EVIDENCE, ApiWords::notGraded);
        }
        if (!places.tryAcquire()) {
            throw new ProblemException(ProblemKind.UNAVAILABLE);
        }
        Optional<Lease> lease = sandbox(attempt, exercise);
        CheckRun run = new CheckRun(attempt, lease.isPresent(), clock.instant());
        runs.put(run.id(), run);
        latest.put(attempt.id(), run);
        Thread.ofVirtual().name("check-run").start(() -> {
            try {
                lease.ifPresentOrElse(held -> live(run, held, language), () -> kept(run, exercise, language));
            } catch (RuntimeException e) {
                Log.error("attempt " + attempt.id() + " could not be graded", e);
            } finally {
                run.failed();
                places.release();
            }
        });
        return run;
    }

    /** A sandbox belongs to the newest attempt of an exercise only. */
    private Optional<Lease> sandbox(Attempt attempt, Exercise exercise) {
        boolean newest = attempts.latest(attempt.learner(), attempt.exercise())
                .filter(latestOfAll -> latestOfAll.id() == attempt.id())
                .isPresent();
        return newest
                ? machines.lease(
                        attempt.learner(), lessons.lesson(attempt.exercise().lesson()), exercise)
                : Optional.empty();
    }

    private void live(CheckRun run, Lease lease, Locale language) {
        Attempt attempt = run.attempt();
        Grades.Speech speech = grades.speech(attempt, language);
        LiveRun heard = new LiveRun(run, speech, clock);
        try (Keeper.Subscription _ = liveGrades.follow(lease, attempt.exercise(), heard)) {
            liveGrades.gradeNow(lease, attempt.exercise());
            heard.graded();
            run.await(LONGEST.toNanos());
        } catch (SandboxUnavailableException e) {
            Log.warnf("sandbox %s could not be graded: %s", lease.id(), e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void kept(CheckRun run, Exercise exercise, Locale language) {
        EvidenceBundle bundle = evidence.of(run.attempt());
        if (bundle.ruleset().isEmpty() && bundle.answers().isEmpty()) {
            return;
        }
        List<CheckResult> results = Grader.grade(exercise, bundle.evidence()).results();
        Grades.Speech speech = grades.speech(run.attempt(), language);
        run.graded(speech.view(results, bundle.evidence().at().orElse(bundle.madeAt())), true);
    }
}
