package dev.packetwalk.web;

import dev.packetwalk.grading.Grade;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.LeaseEvent;
import dev.packetwalk.sandbox.RulesetSnapshot;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.SandboxUnavailableException;
import dev.packetwalk.sandbox.Sandboxes;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Grades as things happen: watches the sandboxes whose learners are here, keeps every new grade, and tells the pages that are
 * open. What it knows is in the database and in the kernel; after a restart it starts again from there.
 */
@ApplicationScoped
public class LiveGrades {
    private final Sandboxes sandboxes;
    private final Lessons lessons;
    private final Attempts attempts;
    private final MeterRegistry metrics;
    private final Keeper.Subscription leases;
    private final Map<SandboxId, Audience> audiences = new ConcurrentHashMap<>();

    LiveGrades(Sandboxes sandboxes, Lessons lessons, Attempts attempts, MeterRegistry metrics) {
        this.sandboxes = sandboxes;
        this.lessons = lessons;
        this.attempts = attempts;
        this.metrics = metrics;
        this.leases = sandboxes.listen(this::heard);
    }

    /** Grades what happens in this sandbox from now on, whether or not a page is open. */
    public void watch(Lease lease) {
        audience(lease);
    }

    /**
     * Hears of everything that concerns an exercise in this sandbox from now on, the present state first. Listeners must not
     * block.
     */
    public Keeper.Subscription follow(Lease lease, ExerciseKey exercise, Consumer<LiveMessage> listener) {
        Audience audience = audience(lease);
        Consumer<LiveMessage> ofThisExercise = message -> {
            if (!(message instanceof LiveMessage.Graded graded)
                    || graded.exercise().equals(exercise.toString())) {
                listener.accept(message);
            }
        };
        audience.listeners.add(ofThisExercise);
        listener.accept(LiveMessage.LeaseNow.of(lease, false));
        LiveMessage.Graded latest = audience.latest.get(exercise);
        if (latest == null) {
            // Opened after the last change: its first grade is still to come.
            audience.watch.lookAgain();
        } else {
            listener.accept(latest);
        }
        return () -> audience.listeners.remove(ofThisExercise);
    }

    /**
     * Grades at once, for the impatient. Takes as long as the slowest probe.
     *
     * @throws SandboxUnavailableException if the sandbox does not answer
     */
    public void gradeNow(Lease lease, ExerciseKey exercise) {
        try {
            audience(lease).watch.grade(exercise);
        } catch (IOException e) {
            throw new SandboxUnavailableException("sandbox " + lease.id() + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxUnavailableException("the server is stopping", e);
        }
    }

    private Audience audience(Lease lease) {
        return audiences.computeIfAbsent(lease.id(), _ -> new Audience(lease));
    }

    private void heard(LeaseEvent event) {
        switch (event) {
            case LeaseEvent.Warned warned -> {
                Audience audience = audiences.get(warned.lease().id());
                if (audience != null) {
                    audience.tell(LiveMessage.LeaseNow.of(warned.lease(), true));
                }
            }
            case LeaseEvent.Ended ended -> {
                Audience audience = audiences.remove(ended.ending().id());
                if (audience != null) {
                    audience.tell(LiveMessage.Ended.of(ended.ending()));
                    audience.watch.close();
                }
            }
        }
    }

    @PreDestroy
    void close() {
        leases.close();
        audiences.values().forEach(a -> a.watch.close());
    }

    /** One watched sandbox and the pages that show it. */
    private final class Audience {
        private final Lease lease;
        private final List<Consumer<LiveMessage>> listeners = new CopyOnWriteArrayList<>();
        private final Map<ExerciseKey, LiveMessage.Graded> latest = new ConcurrentHashMap<>();
        private final SandboxWatch watch;

        Audience(Lease lease) {
            this.lease = lease;
            Map<ExerciseKey, Exercise> graded = new LinkedHashMap<>(lessons.exercisesIn(lease.name()));
            graded.values().removeIf(exercise -> !exercise.graded());
            this.watch = new SandboxWatch(sandboxes.keeper(lease.id()), graded, this::graded);
        }

        private void graded(ExerciseKey key, Grade grade, RulesetSnapshot ruleset, boolean settled) {
            // Without an attempt the learner has not opened this exercise: it shares the machine, and has no page to
            // tell.
            Optional<Attempt> attempt = attempts.latest(lease.learner(), key);
            if (attempt.isEmpty()) {
                return;
            }
            Attempt now = settled ? attempts.record(attempt.get(), grade, evidence(ruleset)) : attempt.get();
            LiveMessage.Graded message = LiveMessage.Graded.of(grade, settled, now);
            if (message.equals(latest.put(key, message))) {
                return;
            }
            if (settled) {
                metrics.counter(
                                "packetwalk.grades",
                                "exercise",
                                key.toString(),
                                "passed",
                                Boolean.toString(grade.passed()))
                        .increment();
            }
            tell(message);
        }

        private static String evidence(RulesetSnapshot ruleset) {
            return ruleset.nftRuleset().isEmpty()
                    ? ruleset.iptablesSave()
                    : ruleset.iptablesSave() + "# nft list ruleset\n" + ruleset.nftRuleset();
        }

        private void tell(LiveMessage message) {
            for (Consumer<LiveMessage> listener : listeners) {
                try {
                    listener.accept(message);
                } catch (RuntimeException e) {
                    // One page that has gone away must not keep the others from hearing.
                    Log.debugf(e, "a page could not be told");
                }
            }
        }
    }
}
