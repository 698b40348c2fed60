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
import io.micrometer.core.instrument.Timer;
import io.quarkus.logging.Log;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One watched sandbox and the pages that show it. */
final class Audience implements GradeReceiver, AutoCloseable {
    private final Lease lease;
    private final Attempts attempts;
    private final Journals journals;
    private final MeterRegistry metrics;
    private final Consumer<LearnerNews> overview;
    private final List<Consumer<LiveMessage>> listeners = new CopyOnWriteArrayList<>();
    private final Map<ExerciseKey, LiveMessage.Graded> latest = new ConcurrentHashMap<>();
    /** The attempts that the learner has begun in this sandbox, as they are written down. */
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
            MeterRegistry metrics,
            Consumer<LearnerNews> overview) {
        this.lease = lease;
        this.overview = overview;
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
        graded.keySet().forEach(this::note);
        this.journal = journals.open(lease.id(), lease.learner());
        InstantSource clock = InstantSource.system();
        FileWatch.Box box = (path, limit) -> sandboxes.readFile(lease.id(), path, limit);
        this.watch = new SandboxWatch(
                keeper,
                journal,
                clock,
                graded,
                changed -> new FileWatch(box, paths, journal, clock, () -> !listeners.isEmpty(), changed),
                this,
                sandboxes.beginnings());
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
        boolean noted = note(exercise);
        listeners.add(ofThisExercise);
        listener.accept(LiveMessage.LeaseNow.of(lease, false));
        LiveMessage.Graded now = latest.get(exercise);
        if (now != null) {
            listener.accept(now);
        } else if (noted || watch.hasLooked()) {
            // Opened after the last change, and not graded then.
            watch.lookAgain();
        }
        return () -> listeners.remove(ofThisExercise);
    }

    /** The learner may have begun exercises here since they were looked for last. */
    void lookForAttempts() {
        boolean found = false;
        for (ExerciseKey key : exercises.keySet()) {
            found |= note(key);
        }
        if (found) {
            // What was looked at before was not for these.
            watch.lookAgain();
        }
    }

    /** Like {@link #lookForAttempts}, for one of them, which is then to be graded. Returns whether it had not been noted before. */
    boolean note(ExerciseKey key) {
        if (begun.containsKey(key)) {
            return false;
        }
        Attempt noted = begun.computeIfAbsent(key, fresh -> {
            Attempt attempt = attempts.latest(lease.learner(), fresh).orElse(null);
            if (attempt != null) {
                journals.keepWith(attempt, lease.id());
                overview.accept(new LearnerNews(lease, attempt));
            }
            return attempt;
        });
        return noted != null;
    }

    /** Without an attempt the learner has not opened this exercise: it shares the machine, and has no page to tell. */
    @Override
    public boolean wanted(ExerciseKey key) {
        return begun.containsKey(key);
    }

    @Override
    public void tell(ExerciseKey key, GradeReceiver.Graded graded) {
        Attempt written = begun.get(key);
        if (written == null) {
            return;
        }
        // What the page is told waits for no database: the attempt as it will be in a moment.
        Attempt attempt = graded.settled() ? written.after(graded.grade(), graded.at()) : written;
        tell(key, graded, attempt, written.passed());
    }

    private void tell(ExerciseKey key, GradeReceiver.Graded graded, Attempt attempt, boolean kept) {
        overview.accept(new LearnerNews(lease, attempt));
        LiveMessage.Graded message = LiveMessage.Graded.of(
                graded.grade(), graded.settled(), attempt, kept, exercises.get(key), graded.journal());
        if (!message.equals(latest.put(key, message))) {
            tell(message);
        }
    }

    @Override
    public void keep(ExerciseKey key, GradeReceiver.Graded graded) {
        Attempt before = begun.get(key);
        if (before == null || graded.grade().equals(recorded.get(key))) {
            return;
        }
        Attempt now = attempts.record(before, graded.grade(), evidence(graded.ruleset()), graded.at());
        begun.put(key, now);
        recorded.put(key, graded.grade());
        metrics.counter(
                        "packetwalk.grades",
                        "exercise",
                        key.toString(),
                        "passed",
                        Boolean.toString(graded.grade().passed()))
                .increment();
        if (now.passed() && !before.passed()) {
            tell(key, graded, now, true);
        }
    }

    @Override
    public void took(GradeReceiver.Stage stage, long nanos) {
        Timer.builder("packetwalk.live.stage")
                .tag("stage", stage.name().toLowerCase(Locale.ROOT))
                .description("What a look at a sandbox spends its time on, from a change to its grade")
                .publishPercentiles(0.5, 0.95)
                .register(metrics)
                .record(nanos, TimeUnit.NANOSECONDS);
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
