package dev.packetwalk.web;

import dev.packetwalk.grading.Evidence;
import dev.packetwalk.grading.Grade;
import dev.packetwalk.grading.Grader;
import dev.packetwalk.grading.Probes;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.ProbeResult;
import dev.packetwalk.sandbox.RulesetSnapshot;
import dev.packetwalk.sandbox.SandboxUnavailableException;
import dev.packetwalk.sandbox.Sandboxes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** Grades an exercise because the learner asks for it now: reads the rules, sends the probes, and writes the grade down. */
@Singleton
public final class CheckNow {
    private final Instance<Sandboxes> sandboxes;
    private final Attempts attempts;

    CheckNow(Instance<Sandboxes> sandboxes, Attempts attempts) {
        this.sandboxes = sandboxes;
        this.attempts = attempts;
    }

    /**
     * Takes as long as the slowest probe.
     *
     * @throws SandboxUnavailableException if the machine does not answer
     */
    Attempt grade(Lease lease, ExerciseKey key, Exercise exercise) {
        Attempt attempt = attempts.open(lease.learner(), key);
        try {
            Keeper keeper = sandboxes.get().keeper(lease.id());
            RulesetSnapshot before = keeper.ruleset();
            Map<Probe, ProbeResult> results = probe(keeper, exercise);
            RulesetSnapshot after = keeper.ruleset();
            // Answers that came while the rules changed say nothing about either.
            Map<Probe, Evidence.Answered> answered = new HashMap<>();
            if (before.generation() == after.generation()) {
                results.forEach(
                        (probe, result) -> answered.put(probe, new Evidence.Answered(result, after.generation())));
            }
            Grade grade = Grader.grade(exercise, new Evidence(Optional.of(after), answered));
            return attempts.record(attempt, grade, after.iptablesSave());
        } catch (IOException e) {
            throw new SandboxUnavailableException("sandbox " + lease.id() + " does not answer", e);
        }
    }

    private static Map<Probe, ProbeResult> probe(Keeper keeper, Exercise exercise) throws IOException {
        Map<Probe, ProbeResult> results = new ConcurrentHashMap<>();
        Map<Probe, IOException> failures = new ConcurrentHashMap<>();
        try (var probes = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Probe probe : Probes.of(exercise)) {
                probes.execute(() -> {
                    try {
                        results.put(probe, keeper.probe(probe));
                    } catch (IOException e) {
                        failures.put(probe, e);
                    }
                });
            }
        }
        for (IOException failure : failures.values()) {
            throw failure;
        }
        return results;
    }
}
