package dev.packetwalk.web;

import dev.packetwalk.grading.Grade;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.Journal;
import dev.packetwalk.progress.Journals;
import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.sandbox.JournalEvent;
import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.RulesetSnapshot;
import dev.packetwalk.sandbox.Sandboxes;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One watched sandbox and the pages that show it. */
final class Audience implements SandboxWatch.Grades, AutoCloseable {
    private final Lease lease;
    private final Attempts attempts;
    private final Journals journals;
    private final MeterRegistry metrics;
    private final List<Consumer<LiveMessage>> listeners = new CopyOnWriteArrayList<>();
    private final Map<ExerciseKey, LiveMessage.Graded> latest = new ConcurrentHashMap<>();
    /** The attempts that the learner has begun in this sandbox, as they were when last graded. */
    private final Map<ExerciseKey, Attempt> begun = new ConcurrentHashMap<>();

    private final Map<ExerciseKey, Grade> recorded = new ConcurrentHashMap<>();
    private final Map<ExerciseKey, Exercise> exercises;
    private final Journal journal;
    private final SandboxWatch watch;

    Audience(
            Lease lease,
            Sandboxes sandboxes,
            Lessons lessons,
            Attempts attempts,
            Journals journals,
            MeterRegistry metrics) {
        this.lease = lease;
        this.attempts = attempts;
        this.journals = journals;
        this.metrics = metrics;
        Map<ExerciseKey, Exercise> graded = new LinkedHashMap<>(lessons.exercisesIn(lease.name(), lease.learner()));
        graded.values().removeIf(exercise -> !exercise.graded());
        List<String> paths = graded.values().stream()
                .flatMap(exercise -> exercise.files().stream())
                .distinct()
                .toList();
        Keeper keeper = sandboxes.keeper(lease.id());
        this.exercises = Map.copyOf(graded);
        this.journal = journals.open(lease.id());
        InstantSource clock = InstantSource.system();
        FileWatch.Box box = (path, limit) -> sandboxes.readFile(lease.id(), path, limit);
        this.watch = new SandboxWatch(
                keeper,
                journal,
                clock,
                graded,
                changed -> new FileWatch(box, paths, journal, clock, () -> !listeners.isEmpty(), changed),
                this);
    }

    Journal journal() {
        return journal;
    }

    /** What was answered last, by check and field. */
    Map<String, Map<String, String>> answers(ExerciseKey key) {
        Map<String, Map<String, String>> latest = new HashMap<>();
        for (JournalEntry entry : journal.entries()) {
            if (entry.event() instanceof JournalEvent.Answered answered
                    && answered.exercise().equals(key.exercise())) {
                latest.put(answered.check(), answered.answers());
            }
        }
        return latest;
    }

    SandboxWatch watch() {
        return watch;
    }

    /** See {@link LiveGrades#follow}. */
    Keeper.Subscription follow(ExerciseKey exercise, Consumer<LiveMessage> listener) {
        Consumer<LiveMessage> ofThisExercise = message -> {
            if (!(message instanceof LiveMessage.Graded graded)
                    || graded.exercise().equals(exercise.toString())) {
                listener.accept(message);
            }
        };
        listeners.add(ofThisExercise);
        listener.accept(LiveMessage.LeaseNow.of(lease, false));
        LiveMessage.Graded now = latest.get(exercise);
        if (now == null) {
            // Opened after the last change: its first grade is still to come.
            watch.lookAgain();
        } else {
            listener.accept(now);
        }
        return () -> listeners.remove(ofThisExercise);
    }

    /** Without an attempt the learner has not opened this exercise: it shares the machine, and has no page to tell. */
    @Override
    public boolean wanted(ExerciseKey key) {
        return attempt(key) != null;
    }

    private @Nullable Attempt attempt(ExerciseKey key) {
        return begun.computeIfAbsent(key, fresh -> {
            Attempt attempt = attempts.latest(lease.learner(), fresh).orElse(null);
            if (attempt != null) {
                journals.keepWith(attempt, lease.id());
            }
            return attempt;
        });
    }

    @Override
    public void graded(ExerciseKey key, Grade grade, RulesetSnapshot ruleset, boolean settled) {
        Attempt attempt = attempt(key);
        if (attempt == null) {
            return;
        }
        if (settled && !grade.equals(recorded.get(key))) {
            attempt = attempts.record(attempt, grade, evidence(ruleset));
            begun.put(key, attempt);
            recorded.put(key, grade);
        }
        LiveMessage.Graded message =
                LiveMessage.Graded.of(grade, settled, attempt, exercises.get(key), journal.entries());
        if (message.equals(latest.put(key, message))) {
            return;
        }
        if (settled) {
            metrics.counter("packetwalk.grades", "exercise", key.toString(), "passed", Boolean.toString(grade.passed()))
                    .increment();
        }
        tell(message);
    }

    private static String evidence(RulesetSnapshot ruleset) {
        return ruleset.nftRuleset().isEmpty()
                ? ruleset.iptablesSave()
                : ruleset.iptablesSave() + "# nft list ruleset\n" + ruleset.nftRuleset();
    }

    void tell(LiveMessage message) {
        for (Consumer<LiveMessage> listener : listeners) {
            try {
                listener.accept(message);
            } catch (RuntimeException e) {
                // One page that has gone away must not keep the others from hearing.
                Log.debugf(e, "a page could not be told");
            }
        }
    }

    /** Ends the watch, and writes down what is left of the journal. */
    @Override
    public void close() {
        watch.close();
        journals.close(lease.id());
    }
}
