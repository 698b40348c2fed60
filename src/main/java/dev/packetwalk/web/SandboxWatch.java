package dev.packetwalk.web;

import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.grading.Evidence;
import dev.packetwalk.grading.Grade;
import dev.packetwalk.grading.Grader;
import dev.packetwalk.grading.Probes;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.KeeperEvent;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.ProbeResult;
import dev.packetwalk.sandbox.RulesetSnapshot;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Watches one sandbox through its keeper and grades when its rules have changed. One thread of its own does the grading; changes
 * that come in meanwhile are graded together, afterwards.
 */
final class SandboxWatch implements AutoCloseable {
    private static final long LOOK_AROUND_SECONDS = 60;

    /** What is to happen with a grade. Called on the watch's thread, or on that of whoever asked for a grade. */
    interface Grades {
        /**
         * There is a grade.
         *
         * @param settled {@code false} if probes are still under way and a further grade follows
         */
        void graded(ExerciseKey exercise, Grade grade, RulesetSnapshot ruleset, boolean settled);
    }

    private final Keeper keeper;
    private final Map<ExerciseKey, Exercise> exercises;
    private final Grades grades;
    private final Semaphore changes = new Semaphore(1);
    private final ReentrantLock grading = new ReentrantLock();
    private final ExecutorService probing = Executors.newVirtualThreadPerTaskExecutor();
    private final Keeper.Subscription subscription;
    private final Thread worker;
    private volatile boolean closed;

    /** Watches from now on, and grades once at once. */
    SandboxWatch(Keeper keeper, Map<ExerciseKey, Exercise> exercises, Grades grades) {
        this.keeper = keeper;
        this.exercises = new LinkedHashMap<>(exercises);
        this.grades = grades;
        this.subscription = keeper.listen(this::heard);
        this.worker = Thread.ofVirtual().name("sandbox-watch").start(this::gradeChanges);
    }

    private void heard(KeeperEvent event) {
        switch (event) {
            case KeeperEvent.RulesetChanged _, KeeperEvent.Gap _ -> changes.release();
            case KeeperEvent.Lost _ -> closed = true;
        }
    }

    /** Grades again although nothing is known to have changed. */
    void lookAgain() {
        changes.release();
    }

    private void gradeChanges() {
        while (!closed) {
            try {
                if (!changes.tryAcquire(LOOK_AROUND_SECONDS, TimeUnit.SECONDS)) {
                    continue;
                }
                changes.drainPermits();
                for (ExerciseKey exercise : exercises.keySet()) {
                    grade(exercise);
                }
            } catch (InterruptedException e) {
                return;
            } catch (IOException e) {
                // The connection reports a gap once it is back, which grades again.
                Log.debugf("not graded, the keeper did not answer: %s", e.getMessage());
            } catch (RuntimeException e) {
                Log.error("a change could not be graded", e);
            }
        }
    }

    /**
     * Grades an exercise now, from fresh evidence. Tells of a first grade by the model alone where probes take their time.
     *
     * @throws IOException if the keeper does not answer
     * @throws IllegalArgumentException if the exercise is not graded in this sandbox
     */
    Grade grade(ExerciseKey key) throws IOException, InterruptedException {
        Exercise exercise = exercises.get(key);
        if (exercise == null) {
            throw new IllegalArgumentException(key + " is not graded here");
        }
        grading.lockInterruptibly();
        try {
            RulesetSnapshot ruleset = keeper.ruleset();
            Grade byModel = Grader.grade(exercise, Evidence.of(ruleset));
            boolean settled = byModel.results().stream().noneMatch(r -> r.state() == CheckResult.State.WAITING);
            grades.graded(key, byModel, ruleset, settled);
            if (settled) {
                return byModel;
            }
            Map<Probe, ProbeResult> answers = probe(Probes.of(exercise));
            RulesetSnapshot after = keeper.ruleset();
            Grade confirmed = Grader.grade(exercise, evidence(ruleset, after, answers));
            grades.graded(key, confirmed, ruleset, after.generation() == ruleset.generation());
            return confirmed;
        } finally {
            grading.unlock();
        }
    }

    /** Sends the probes beside each other. One that fails is missing from the answers. */
    private Map<Probe, ProbeResult> probe(List<Probe> probes) throws InterruptedException {
        List<Callable<ProbeResult>> tasks = probes.stream()
                .<Callable<ProbeResult>>map(p -> () -> keeper.probe(p))
                .toList();
        List<Future<ProbeResult>> done = probing.invokeAll(tasks);
        Map<Probe, ProbeResult> answers = new HashMap<>();
        for (int i = 0; i < probes.size(); i++) {
            try {
                answers.put(probes.get(i), done.get(i).get());
            } catch (ExecutionException e) {
                Log.warnf("a probe failed: %s: %s", probes.get(i), e.getCause());
            }
        }
        return answers;
    }

    private static Evidence evidence(RulesetSnapshot before, RulesetSnapshot after, Map<Probe, ProbeResult> answers) {
        Map<Probe, Evidence.Answered> answered = new HashMap<>();
        if (before.generation() == after.generation()) {
            answers.forEach((probe, result) -> answered.put(probe, new Evidence.Answered(result, before.generation())));
        }
        return new Evidence(Optional.of(before), answered);
    }

    @Override
    public void close() {
        closed = true;
        subscription.close();
        worker.interrupt();
        probing.shutdownNow();
    }
}
