package dev.packetwalk.web;

import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.grading.Grade;
import dev.packetwalk.grading.Grader;
import dev.packetwalk.grading.Reason;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.AuditAction;
import dev.packetwalk.progress.AuditLog;
import dev.packetwalk.progress.EvidenceBundle;
import dev.packetwalk.progress.RecordedCheck;
import dev.packetwalk.progress.RecordedGrade;
import dev.packetwalk.progress.classes.SeenAttempts;
import dev.packetwalk.progress.classes.SeenAttempts.Seen;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.web.words.Languages;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Grades a class again after its lesson was repaired. Every attempt of which there is evidence is graded by the lesson as it is now,
 * beside the grade that it has; what would change is shown, and written only when somebody says so. The work goes on behind the
 * request, two classes at a time and each once; this server remembers the last few.
 */
@Singleton
public final class Regrading {
    private static final int REMEMBERED = 20;
    private static final int AT_ONCE = 2;
    private static final int PAGE = 100;

    private final SeenAttempts seenAttempts;
    private final Attempts attempts;
    private final AttemptEvidence evidence;
    private final Lessons lessons;
    private final AuditLog audit;
    private final InstantSource clock = InstantSource.system();
    private final Recent<UUID, Regrade> regrades = new Recent<>(REMEMBERED);
    private final Recent<UUID, Regrade> ofClass = new Recent<>(REMEMBERED);
    private final Semaphore places = new Semaphore(AT_ONCE);

    Regrading(SeenAttempts seenAttempts, Attempts attempts, AttemptEvidence evidence, Lessons lessons, AuditLog audit) {
        this.seenAttempts = seenAttempts;
        this.attempts = attempts;
        this.evidence = evidence;
        this.lessons = lessons;
        this.audit = audit;
    }

    /** One of a class that the caller has found through who teaches it; empty if it was another's, or has been forgotten. */
    public synchronized Optional<Regrade> find(TaughtClass taught, UUID id) {
        return Optional.ofNullable(regrades.get(id))
                .filter(regrade -> regrade.taught().equals(taught.id()));
    }

    /** The one of a class that was begun last; empty if none was, or it has been forgotten. */
    public synchronized Optional<Regrade> latest(TaughtClass taught) {
        return Optional.ofNullable(ofClass.get(taught.id()));
    }

    /**
     * Begins to compare. While one of the class is under way, returns that one.
     *
     * @param by who wants it, and teaches the class
     * @param exercise the id of the only exercise to look at; {@code null} for all
     * @return empty if too many are under way
     */
    public synchronized Optional<Regrade> compare(UUID by, TaughtClass taught, @Nullable String exercise) {
        Regrade before = ofClass.get(taught.id());
        if (before != null && before.isUnderWay()) {
            return Optional.of(before);
        }
        if (!places.tryAcquire()) {
            return Optional.empty();
        }
        Regrade regrade = new Regrade(taught.id(), by, exercise, clock.instant());
        regrades.put(regrade.id(), regrade);
        ofClass.put(taught.id(), regrade);
        behind(regrade, () -> {
            compareAll(regrade);
            regrade.move(Regrade.State.COMPARING, Regrade.State.READY);
        });
        return Optional.of(regrade);
    }

    /**
     * Begins to write the grades of what was compared. It is noted who wanted it.
     *
     * @param by who wants it, and teaches the class
     * @return whether it was ready for that, and there was a place
     */
    public synchronized boolean apply(UUID by, TaughtClass taught, Regrade regrade) {
        if (!places.tryAcquire()) {
            return false;
        }
        if (!regrade.move(Regrade.State.READY, Regrade.State.APPLYING)) {
            places.release();
            return false;
        }
        behind(regrade, () -> {
            try {
                regrade.changes().forEach(change -> regrade.applied(apply(by, change)));
                regrade.move(Regrade.State.APPLYING, Regrade.State.APPLIED);
            } finally {
                note(by, taught, regrade);
            }
        });
        return true;
    }

    private void behind(Regrade regrade, Runnable work) {
        Thread.ofVirtual().name("regrade").start(() -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                Log.error("class " + regrade.taught() + " could not be graded again", e);
            } finally {
                regrade.failed();
                places.release();
            }
        });
    }

    private void note(UUID by, TaughtClass taught, Regrade regrade) {
        Regrade.Progress progress = regrade.progress();
        audit.note(
                by,
                AuditAction.REGRADED,
                taught.plan().name() + " (" + taught.plan().code() + ")",
                progress.applied() + " of " + progress.attempts() + " attempts changed"
                        + (regrade.exercise() == null ? "" : ", " + regrade.exercise()));
    }

    /** Who begins something meanwhile is graded by today's lesson anyway. */
    private void compareAll(Regrade regrade) {
        SeenAttempts.Filter filter = new SeenAttempts.Filter(regrade.taught(), null, regrade.exercise(), null);
        regrade.found(seenAttempts.count(regrade.by(), filter));
        List<Seen> page;
        do {
            page = seenAttempts.list(regrade.by(), filter, PAGE);
            page.forEach(seen -> compare(regrade, seen));
            filter = page.isEmpty()
                    ? filter
                    : filter.before(page.getLast().attempt().id());
        } while (page.size() == PAGE);
    }

    private void compare(Regrade regrade, Seen seen) {
        Attempt attempt = seen.attempt();
        RecordedGrade before = attempt.latest();
        Optional<Again> again = before == null ? Optional.empty() : again(attempt);
        if (before == null || again.isEmpty()) {
            regrade.comparedWithoutEvidence();
            return;
        }
        List<Regrade.CheckChange> checks =
                changes(again.get().disagreements(), before, again.get().grade());
        if (checks.isEmpty()) {
            regrade.compared();
            return;
        }
        regrade.comparedAndChanges(new Regrade.Change(
                attempt.id(),
                attempt.learner(),
                seen.learnerName(),
                attempt.exercise(),
                before.gradedAt(),
                before.passed(),
                again.get().grade().passed(),
                checks));
    }

    /** An attempt's evidence, graded by the lesson as it is now; empty where there is none, or no such exercise any more. */
    private Optional<Again> again(Attempt attempt) {
        Optional<Exercise> exercise = lessons.find(attempt.exercise(), attempt.learner(), Languages.DEFAULT);
        if (exercise.isEmpty() || !exercise.get().graded()) {
            return Optional.empty();
        }
        EvidenceBundle bundle = evidence.of(attempt);
        if (bundle.ruleset().isEmpty()) {
            // Of what is in force behind a gap nothing can be said, and nobody is to lose a grade by that.
            return Optional.empty();
        }
        Grade grade = Grader.grade(exercise.get(), bundle.evidence());
        return Optional.of(new Again(
                grade,
                bundle.disagreements(grade.results()),
                bundle.evidence().at().orElse(bundle.madeAt())));
    }

    private static List<Regrade.CheckChange> changes(
            List<EvidenceBundle.Disagreement> disagreements, RecordedGrade before, Grade after) {
        Map<String, CheckResult> then = before.checks().stream()
                .map(RecordedCheck::result)
                .collect(Collectors.toMap(CheckResult::check, Function.identity()));
        Map<String, CheckResult> now =
                after.results().stream().collect(Collectors.toMap(CheckResult::check, Function.identity()));
        return disagreements.stream()
                .map(check -> new Regrade.CheckChange(
                        check.check(),
                        check.then(),
                        reason(then.get(check.check())),
                        check.now(),
                        reason(now.get(check.check()))))
                .toList();
    }

    private static @Nullable Reason reason(@Nullable CheckResult result) {
        return result == null ? null : result.reason();
    }

    /** Grades once more, so that what is written is what the evidence says now; not if that is no longer what was shown. */
    private boolean apply(UUID by, Regrade.Change change) {
        Optional<Attempt> found = seenAttempts.find(by, change.attempt()).map(Seen::attempt);
        if (found.isEmpty()) {
            return false;
        }
        Attempt attempt = found.get();
        RecordedGrade latest = attempt.latest();
        if (latest == null || !latest.gradedAt().equals(change.gradedAt())) {
            return false;
        }
        return again(attempt)
                .filter(again -> again.grade().passed() == change.passedAfter()
                        && states(changes(again.disagreements(), latest, again.grade()))
                                .equals(states(change.checks())))
                .filter(again -> attempts.regrade(attempt, again.grade(), again.at()))
                .isPresent();
    }

    private static List<Object> states(List<Regrade.CheckChange> checks) {
        return checks.stream()
                .<Object>map(check -> check.check() + check.before() + check.after())
                .toList();
    }

    /**
     * A grade of today.
     *
     * @param at the moment of the evidence
     */
    private record Again(Grade grade, List<EvidenceBundle.Disagreement> disagreements, Instant at) {}
}
